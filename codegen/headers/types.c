/* Types that models declare: enums, domains, composite types. */
#include "codegen/headers/writer.h"

#include "base/text.h"
#include "schema/kinds/attribute/attribute.h"
#include "schema/kinds/domain/domain.h"
#include "schema/kinds/enum/enum.h"
#include "schema/sql.h"

#include <ctype.h>
#include <string.h>

/* " app.status"; nothing when the tag says it. */
static void add_type_name(StrBuf *out, const Object *object, const char *tag)
{
    if (text_same(object->parent->name, "public") && text_same(object->name, tag))
        return;
    strbuf_addc(out, ' ');
    add_path(out, object);
}

/* Whether the enumerator gives the label by itself: without the tag, in lower case. */
static bool says_label(const char *tag, const char *enumerator, const char *label)
{
    size_t length = strlen(tag);

    if (strlen(enumerator) != length + 1 + strlen(label))
        return false;
    for (const char *p = enumerator + length + 1; *p; p++, label++)
        if (tolower((unsigned char)*p) != *label)
            return false;
    return true;
}

/* A word in single quotes as SQL has it, all else as a C string. */
static void add_label(StrBuf *out, const char *label)
{
    bool plain = *label != '\0';

    for (const char *p = label; *p; p++)
        plain = plain && (isalnum((unsigned char)*p) || strchr(" _-.", *p));
    strbuf_add(out, " PG(label ");
    if (plain)
        strbuf_addf(out, "'%s'", label);
    else
        add_cstring(out, label);
    strbuf_addc(out, ')');
}

void add_enumerator(Writer *writer, StrBuf *out, const Object *object, const char *label)
{
    const char *name = c_enumerator(writer, object->path, label);

    strbuf_addf(out, "    %s", name);
    if (!says_label(c_name(writer, KIND_ENUM, object->path), name, label))
        add_label(out, label);
    strbuf_add(out, ",\n");
}

void add_no_label(Writer *writer, StrBuf *out, const char *tag)
{
    strbuf_addf(out, "    %s_NONE PG(ignore),  /* C wants an enumerator */\n",
                text_upper(writer->run, tag));
}

void add_enum(Writer *writer, StrBuf *out, const Object *object)
{
    const Enum *type = (const Enum *)object;
    const char *tag = c_name(writer, KIND_ENUM, object->path);

    add_doc(writer, out, object, "");
    strbuf_add(out, "enum PG(type");
    add_type_name(out, object, tag);
    strbuf_addf(out, ") %s {\n", tag);
    for (size_t i = 0; i < type->labels.count; i++)
        add_enumerator(writer, out, object, type->labels.items[i]);
    if (type->labels.count == 0)
        add_no_label(writer, out, tag);
    strbuf_add(out, "};\n");
}

/* Attributes have fewer clauses than columns, but the same ones. */
FieldLine attribute_line(Writer *writer, const Object *object, const char *name)
{
    const Attribute *attribute = (const Attribute *)object;
    Column column = {.object = *object, .type = attribute->type, .collation = attribute->collation};
    CField type = c_field_type(writer, attribute->type.text, false);

    column.object.kind_id = KIND_COLUMN;
    return (FieldLine){
        .declarator = type.type,
        .rest = arena_printf(writer->run, "%s%s", type.pointer ? "*" : "", name),
        .clauses = field_clauses(writer, &column, &type, name),
        .object = object,
    };
}

void add_composite(Writer *writer, StrBuf *out, const Object *object)
{
    const char *tag = c_name(writer, KIND_COMPOSITE, object->path);
    FieldLines lines = {0};
    Map taken = {0};

    for (size_t i = 0; i < object->children.count; i++)
        if (object->children.items[i]->kind_id == KIND_ATTRIBUTE)
            vec_push(writer->run, &lines,
                     attribute_line(writer, object->children.items[i],
                                    c_field(writer->run, &taken, object->children.items[i]->name)));
    add_doc(writer, out, object, "");
    strbuf_add(out, "struct PG(type");
    add_type_name(out, object, tag);
    strbuf_addf(out, ") %s {\n", tag);
    add_fields(writer, out, &lines);
    if (lines.count == 0)
        strbuf_add(out, NO_FIELD);
    strbuf_add(out, "};\n");
}

/* A name that is a type's too is one only in quotes. */
static void add_domain_name(StrBuf *out, const Object *object)
{
    if (text_same(object->parent->name, "public") && sql_type_is_builtin(object->name))
        add_cstring(out, object->name);
    else
        add_path(out, object);
}

void add_domain_declaration(Writer *writer, StrBuf *out, const Object *object)
{
    const Domain *domain = (const Domain *)object;
    CField type = c_field_type(writer, domain->type.text, false);

    strbuf_addf(out, "typedef %s %s%s PG(domain ", type.type, type.pointer ? "*" : "",
                c_name(writer, KIND_DOMAIN, object->path));
    add_domain_name(out, object);
    if (type.sql)
        strbuf_addf(out, " %s", type.sql);
    if (domain->default_expr.text) {
        StrBuf value = {.arena = writer->run};

        add_default(&value, domain->default_expr.text);
        strbuf_addf(out, " default %s", lower_words(writer->run, strbuf_text(&value)));
    }
    strbuf_add(out, model_text(writer->run, object));
    for (size_t i = 0; i < object->children.count; i++)
        if (object->children.items[i]->kind_id == KIND_DOMAIN_CHECK)
            strbuf_addf(out, " %s", model_text(writer->run, object->children.items[i]));
    strbuf_add(out, ");");
}

void add_domain(Writer *writer, StrBuf *out, const Object *object)
{
    add_doc(writer, out, object, "");
    add_domain_declaration(writer, out, object);
    strbuf_addc(out, '\n');
    for (size_t i = 0; i < object->children.count; i++)
        if (object->children.items[i]->kind_id == KIND_DOMAIN_CHECK)
            say_in_sql(writer, object->children.items[i]);
}
