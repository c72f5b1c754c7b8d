/* Which file holds what. */
#include "codegen/headers/headers.h"

#include "base/text.h"
#include "codegen/headers/source.h"
#include "codegen/headers/writer.h"
#include "schema/kinds/attribute/attribute.h"
#include "schema/kinds/domain/domain.h"
#include "schema/kinds/grant/grant.h"
#include "schema/template.h"

#include <stdlib.h>
#include <string.h>

static const char types_file[] = "types.h", database_file[] = "database.h";
static const char single_file[] = "models.h", comments_file[] = "comments.sql";

/* A file that grows. */
typedef struct Draft {
    const char *name;
    StrBuf body;
    bool needs_types;
} Draft;

typedef struct Drafts {
    Writer *writer;
    HeadersLayout layout;
    VEC(Draft *) items;
    Map done; /* types that are written, by path */
} Drafts;

static Draft *draft_of(Drafts *drafts, const char *name)
{
    Draft *draft;

    for (size_t i = 0; i < drafts->items.count; i++)
        if (text_same(drafts->items.items[i]->name, name))
            return drafts->items.items[i];
    draft = ARENA_NEW(drafts->writer->run, Draft);
    draft->name = name;
    draft->body.arena = drafts->writer->run;
    vec_push(drafts->writer->run, &drafts->items, draft);
    return draft;
}

static Draft *header_of(Drafts *drafts, const char *name)
{
    return draft_of(drafts, drafts->layout == LAYOUT_SINGLE ? single_file : name);
}

/* ---- Forms ---- */

static bool has_c_form(KindId id)
{
    static const KindId kinds[] = {KIND_TABLE,     KIND_COLUMN, KIND_ENUM,        KIND_COMPOSITE,
                                   KIND_ATTRIBUTE, KIND_DOMAIN, KIND_DOMAIN_CHECK};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i] == id)
            return true;
    return false;
}

/* Whether the statement that creates its parent says it: a table in a publication. */
static bool is_said_by_parent(const Object *object)
{
    const Object *parent = object->parent;

    return parent && !has_c_form(parent->kind_id) && kind_of(parent->kind_id)->has_parts &&
           !object_stands_alone(object);
}

Form form_of(const Writer *writer, const Object *object)
{
    const Object *parent = object->parent;

    if (has_c_form(object->kind_id))
        return FORM_C;
    if (object->kind_id == KIND_PARTITION || grant_is_usual(object) || is_said_by_parent(object) ||
        (object->kind_id == KIND_SEQUENCE && map_get(&writer->serials, object->path)))
        return FORM_IMPLIED;
    if (!kind_of(object->kind_id)->model || !model_text(writer->run, object))
        return FORM_SQL;
    if (!parent || (parent->kind_id == KIND_SCHEMA && !kind_of(object->kind_id)->on_any))
        return FORM_STATEMENT;
    return parent->kind_id == KIND_TABLE ? FORM_CLAUSE : FORM_SQL;
}

/* ---- Types ---- */

static void write_type(Drafts *drafts, const char *path);

static void begin_declaration(StrBuf *out)
{
    if (out->length)
        strbuf_addc(out, '\n');
}

static void write_object(Drafts *drafts, const Object *object,
                         void (*add)(Writer *writer, StrBuf *out, const Object *object))
{
    Draft *draft = header_of(drafts, types_file);
    StrBuf text = {.arena = drafts->writer->run};

    add(drafts->writer, &text, object);
    begin_declaration(&draft->body);
    strbuf_add(&draft->body, strbuf_text(&text));
}

/* First what it is made of. */
static void write_composite(Drafts *drafts, const Object *object)
{
    for (size_t i = 0; i < object->children.count; i++)
        if (object->children.items[i]->kind_id == KIND_ATTRIBUTE)
            write_type(drafts, ((const Attribute *)object->children.items[i])->type.text);
    write_object(drafts, object, add_composite);
}

static void write_domain(Drafts *drafts, const Object *object)
{
    write_type(drafts, ((const Domain *)object)->type.text);
    write_object(drafts, object, add_domain);
}

static void write_enum(Drafts *drafts, const Object *object)
{
    write_object(drafts, object, add_enum);
}

static const struct {
    KindId kind;
    void (*write)(Drafts *drafts, const Object *object);
} type_writers[] = {
    {KIND_ENUM,      write_enum     },
    {KIND_DOMAIN,    write_domain   },
    {KIND_COMPOSITE, write_composite}
};

enum { TYPE_WRITERS = sizeof type_writers / sizeof *type_writers };

/* Nothing for what is not declared in C or is there already. */
static void write_type(Drafts *drafts, const char *path)
{
    if (map_get(&drafts->done, path))
        return;
    for (size_t i = 0; i < TYPE_WRITERS; i++) {
        const Object *object = schema_find(drafts->writer->schema, type_writers[i].kind, path);

        if (!object)
            continue;
        map_put(drafts->writer->run, &drafts->done, object->path, drafts);
        type_writers[i].write(drafts, object);
    }
}

static void write_types(Drafts *drafts)
{
    for (size_t k = 0; k < TYPE_WRITERS; k++) {
        const Map *map = &drafts->writer->schema->objects[type_writers[k].kind];

        for (size_t i = 0; i < map->entries.count; i++)
            write_type(drafts, map->entries.items[i].key);
    }
}

/* ---- Tables ---- */

static bool is_taken(const char *name)
{
    static const char *const own[] = {types_file, database_file, "modelc.h"};

    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (text_same_fold(own[i], name))
            return true;
    return false;
}

const char *header_name(const Writer *writer, HeadersLayout layout, const Object *object)
{
    const char *base, *name;

    if (layout == LAYOUT_SINGLE)
        return single_file;
    if (object->kind_id != KIND_TABLE)
        return has_c_form(object->kind_id) ? types_file : database_file;
    base = layout == LAYOUT_SCHEMA ? c_identifier(writer->run, object->parent->name)
                                   : c_name(writer, KIND_TABLE, object->path);
    name = arena_printf(writer->run, "%s.h", *base ? base : "schema");
    return is_taken(name) ? arena_printf(writer->run, "%s_.h", base) : name;
}

/* File systems may not tell upper from lower case. */
static const char *file_of(Drafts *drafts, const Object *table)
{
    const char *name = header_name(drafts->writer, drafts->layout, table);

    if (drafts->layout == LAYOUT_TABLE)
        for (size_t i = 0; i < drafts->items.count; i++)
            if (text_same_fold(drafts->items.items[i]->name, name))
                return arena_printf(drafts->writer->run, "%.*s_%zu.h", (int)strlen(name) - 2, name,
                                    i);
    return name;
}

static bool has_words(const char *text, const char *words)
{
    size_t length = strlen(words);

    for (const char *at = strstr(text, words); at; at = strstr(at + 1, words))
        if ((at == text || !source_is_word(at[-1])) && !source_is_word(at[length]))
            return true;
    return false;
}

bool uses_type(const Writer *writer, const Object *type, const char *text)
{
    const char *name = c_name(writer, type->kind_id, type->path);
    const char *before = type->kind_id == KIND_ENUM        ? "enum "
                         : type->kind_id == KIND_COMPOSITE ? "struct "
                                                           : "";

    return name && has_words(text, arena_printf(writer->run, "%s%s", before, name));
}

static bool table_uses_types(const Drafts *drafts, const Object *table)
{
    for (size_t i = 0; i < table->children.count; i++)
        if (table->children.items[i]->kind_id == KIND_COLUMN &&
            map_get(&drafts->done, ((const Column *)table->children.items[i])->type.text))
            return true;
    return false;
}

static void write_table(Drafts *drafts, const Object *table)
{
    Draft *draft = header_of(drafts, file_of(drafts, table));

    begin_declaration(&draft->body);
    draft->needs_types = draft->needs_types || table_uses_types(drafts, table);
    add_table(drafts->writer, &draft->body, table);
}

/* ---- All the rest ---- */

/* Whether somebody has to say that the schema is there. */
static bool is_worth_saying(const Object *object)
{
    return !(object->kind_id == KIND_SCHEMA && text_same(object->name, "public") &&
             !object->comment);
}

static void write_statement(Drafts *drafts, const Object *object)
{
    if (is_worth_saying(object))
        add_also(drafts->writer, &header_of(drafts, database_file)->body, object,
                 model_text(drafts->writer->run, object), "");
}

static void write_sql(Drafts *drafts, const Object *object)
{
    const char *name = sql_file_name(drafts->writer->run, kind_of(object->kind_id));

    add_statements(drafts->writer, &draft_of(drafts, name)->body, object);
}

static void write_rest_of_clause(Drafts *drafts, const Object *object)
{
    Arena *run = drafts->writer->run;
    const char *rest = rest_of_clause(run, object);

    if (*rest)
        strbuf_add(&draft_of(drafts, sql_file_name(run, kind_of(object->kind_id)))->body, rest);
}

static bool has_patterns(const NamingPatterns *naming)
{
    return naming->primary_key || naming->unique || naming->foreign_key || naming->check ||
           naming->exclusion || naming->index;
}

/* What is pulled is the whole database, and names that it leaves out are the usual ones. */
static void write_whole(Drafts *drafts)
{
    StrBuf *body = &header_of(drafts, database_file)->body;

    strbuf_add(body,
               "/* The models are the whole database: what is in none of them is dropped. */\n"
               "PG_ALSO(manage all);\n");
    if (!has_patterns(&drafts->writer->naming))
        strbuf_add(body, "PG_ALSO(naming postgresql);\n");
}

static void write_rest(Drafts *drafts)
{
    const Writer *writer = drafts->writer;

    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < writer->schema->objects[id].entries.count; i++) {
            const Object *object = writer->schema->objects[id].entries.items[i].value;
            Form form = form_of(writer, object);

            if (id == KIND_TABLE)
                write_table(drafts, object);
            else if (form == FORM_STATEMENT)
                write_statement(drafts, object);
            else if (form == FORM_SQL)
                write_sql(drafts, object);
            if (form == FORM_CLAUSE || form == FORM_STATEMENT)
                write_rest_of_clause(drafts, object);
        }
    for (size_t i = 0; i < writer->comments.count; i++)
        strbuf_addf(&draft_of(drafts, comments_file)->body, "%s;\n", writer->comments.items[i]);
}

static int compare_drafts(const void *a, const void *b)
{
    return strcmp((*(Draft *const *)a)->name, (*(Draft *const *)b)->name);
}

static void sort_drafts(Drafts *drafts)
{
    if (drafts->items.count)
        qsort(drafts->items.items, drafts->items.count, sizeof *drafts->items.items,
              compare_drafts);
}

/* The header of the database names the SQL files. */
static void write_file_clauses(Drafts *drafts)
{
    StrBuf files = {.arena = drafts->writer->run};
    Draft *draft;

    for (size_t i = 0; i < drafts->items.count; i++)
        if (text_ends(drafts->items.items[i]->name, ".sql"))
            strbuf_addf(&files, "PG_ALSO(file \"%s\");\n", drafts->items.items[i]->name);
    if (files.length == 0)
        return;
    draft = header_of(drafts, database_file);
    begin_declaration(&draft->body);
    strbuf_add(&draft->body, files.text);
    sort_drafts(drafts);
}

static const char *draft_text(Arena *run, const Drafts *drafts, const Draft *draft)
{
    StrBuf out = {.arena = run};

    if (text_ends(draft->name, ".sql"))
        return strbuf_text(&draft->body);
    strbuf_add(&out, "#pragma once\n\n#include <modelc.h>\n");
    if (draft->needs_types && drafts->layout != LAYOUT_SINGLE)
        strbuf_addf(&out, "\n#include \"%s\"\n", types_file);
    strbuf_addf(&out, "\n%s", strbuf_text(&draft->body));
    return strbuf_text(&out);
}

ModelFiles headers_make(Arena *run, const HeadersInput *input)
{
    Writer writer = {.run = run, .schema = input->schema, .naming = input->naming};
    Drafts drafts = {.writer = &writer, .layout = input->layout};
    ModelFiles files = {0};

    find_given_names(&writer);
    find_serials(&writer);
    name_objects(&writer);
    if (input->layout != LAYOUT_SINGLE)
        write_whole(&drafts);
    write_types(&drafts);
    write_rest(&drafts);
    if (input->layout == LAYOUT_SINGLE)
        write_whole(&drafts);
    sort_drafts(&drafts);
    write_file_clauses(&drafts);
    for (size_t i = 0; i < drafts.items.count; i++) {
        const Draft *draft = drafts.items.items[i];

        vec_push(run, &files, ((ModelFile){draft->name, draft_text(run, &drafts, draft)}));
    }
    return files;
}
