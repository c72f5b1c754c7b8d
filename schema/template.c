#include "schema/template.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/sql.h"

#include <assert.h>
#include <string.h>

static void add_list(StrBuf *out, const StrVec *items, TemplateText *add)
{
    for (size_t i = 0; i < items->count; i++) {
        if (i)
            strbuf_add(out, ", ");
        add(out, items->items[i]);
    }
}

/* The index just behind the parenthesis that closes the one at `open`; 0 when quotes make it hard.
 */
static size_t behind_close(const char *text, size_t open)
{
    int depth = 0;

    for (size_t i = open; text[i]; i++) {
        if (text[i] == '\'' || text[i] == '"')
            return 0;
        depth += (text[i] == '(') - (text[i] == ')');
        if (depth == 0)
            return i + 1;
    }
    return 0;
}

/* A key that is one plain function call needs no parentheses around it. */
static bool is_call(Arena *arena, const char *expr)
{
    size_t name = strspn(expr, "abcdefghijklmnopqrstuvwxyz0123456789_");

    if (name == 0 || expr[name] != '(' || behind_close(expr, name) != strlen(expr))
        return false;

    const char *word = arena_strndup(arena, expr, name);

    return sql_ident(arena, word) == word;
}

static void add_key(StrBuf *out, const char *expr)
{
    strbuf_addf(out, is_call(out->arena, expr) ? "%s" : "(%s)", expr);
}

static void add_words(StrBuf *out, const char *words, const char *value,
                      const TemplateDialect *dialect)
{
    if (!value)
        return;
    strbuf_add(out, words);
    dialect->sql(out, value);
}

static void add_element(StrBuf *out, const Element *element, const TemplateDialect *dialect)
{
    if (element->column)
        dialect->name(out, element->column);
    else
        dialect->key(out, element->expr.text);
    add_words(out, " COLLATE ", element->collation, dialect);
    add_words(out, " ", element->opclass, dialect);
    if (element->descending)
        strbuf_add(out, " DESC");
    if (element->nulls_first != element->descending)
        strbuf_add(out, element->nulls_first ? " NULLS FIRST" : " NULLS LAST");
    add_words(out, " WITH ", element->op, dialect);
}

static void add_elements(StrBuf *out, const Elements *elements, const TemplateDialect *dialect)
{
    for (size_t i = 0; i < elements->count; i++) {
        if (i)
            strbuf_add(out, ", ");
        add_element(out, &elements->items[i], dialect);
    }
}

static void add_value(StrBuf *out, const Object *object, const Attr *attr,
                      const TemplateDialect *dialect)
{
    if (!attr_is_set(object, attr))
        return;
    switch (attr->type) {
    case ATTR_BOOL:
        strbuf_add(out, "true");
        break;
    case ATTR_TEXT:
        dialect->sql(out, attr_text(object, attr));
        break;
    case ATTR_TYPE:
        dialect->sql(out, sql_type_short(out->arena, attr_type(object, attr)->text));
        break;
    case ATTR_SQL:
        dialect->expr(out, attr_sql(object, attr)->text);
        break;
    case ATTR_NAMES:
        add_list(out, attr_names(object, attr), dialect->name);
        break;
    case ATTR_ELEMENTS:
        add_elements(out, attr_elements(object, attr), dialect);
        break;
    }
}

static void add_literal_value(StrBuf *out, const Object *object, const Attr *attr)
{
    if (attr->type == ATTR_NAMES)
        add_list(out, attr_names(object, attr), sql_add_literal);
    else
        sql_add_literal(out, attr_text(object, attr));
}

/* The object as GRANT names it, by the word of its kind. */
static const char *target(Arena *arena, const Object *object)
{
    static const struct {
        KindId kind;
        const char *word;
    } words[] = {
        {KIND_SCHEMA,    "SCHEMA "  },
        {KIND_SEQUENCE,  "SEQUENCE "},
        {KIND_FUNCTION,  "ROUTINE " },
        {KIND_ENUM,      "TYPE "    },
        {KIND_COMPOSITE, "TYPE "    },
        {KIND_RANGE,     "TYPE "    },
        {KIND_DOMAIN,    "DOMAIN "  },
    };
    static const char signature[] = "signature";
    const Attr *attr = attr_find(kind_of(object->kind_id), signature, strlen(signature));
    const char *path = attr ? attr_text(object, attr) : object->path;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].kind == object->kind_id)
            return arena_printf(arena, "%s%s", words[i].word, path);
    return path;
}

/* The object as COMMENT ON names it, by its own template for that. */
static const char *subject(Arena *arena, const Object *object)
{
    static const char name[] = "comment", head[] = "COMMENT ON ", tail[] = " IS {comment!}";
    const Attr *attr = attr_find(kind_of(object->kind_id), name, strlen(name));
    StrBuf out = {.arena = arena};

    assert(attr && "nobody can comment on it");
    template_add(&out,
                 arena_strndup(arena, attr->alter + strlen(head),
                               strlen(attr->alter) - strlen(head) - strlen(tail)),
                 object);
    return strbuf_text(&out);
}

static bool is_name(const char *field, size_t length)
{
    return length == 4 && strncmp(field, "name", 4) == 0;
}

static bool is_given(const char *field, size_t length)
{
    return length == 5 && strncmp(field, "given", 5) == 0;
}

/* Text in the order {path}, {parent}, {name}; NULL for an attribute. */
static const char *own_word(Arena *arena, const char *field, size_t length, const Object *object)
{
    if (is_name(field, length))
        return sql_ident(arena, object->name);
    if (is_given(field, length) && object->name_given)
        return sql_ident(arena, object->name);
    if (length == 4 && strncmp(field, "path", 4) == 0)
        return object->path;
    if (length == 6 && strncmp(field, "parent", 6) == 0)
        return object->parent->path;
    if (length == 6 && strncmp(field, "target", 6) == 0)
        return target(arena, object->parent);
    if (length == 7 && strncmp(field, "subject", 7) == 0)
        return subject(arena, object->parent);
    return NULL;
}

static const Attr *need_attr(const Object *object, const char *field, size_t length)
{
    const Attr *attr = attr_find(kind_of(object->kind_id), field, length);

    assert(attr && "template names an unknown attribute");
    return attr;
}

/* Names of columns, the last one a period where the attribute `flag` says so. */
static void add_columns(StrBuf *out, const StrVec *names, bool period,
                        const TemplateDialect *dialect)
{
    for (size_t i = 0; i < names->count; i++) {
        strbuf_add(out, i ? ", " : "");
        strbuf_add(out, period && i + 1 == names->count ? "PERIOD " : "");
        dialect->name(out, names->items[i]);
    }
}

/* Render the field in `field[0..length)`, the text between two braces. */
static void add_field(StrBuf *out, const char *field, size_t length, const Object *object,
                      const TemplateDialect *dialect)
{
    size_t name = strcspn(field, "?!,;}");
    const char *word = own_word(out->arena, field, name, object);

    if (is_name(field, name) || (word && is_given(field, name))) {
        dialect->name(out, object->name);
        return;
    }
    if (word) {
        dialect->sql(out, word);
        return;
    }

    const Attr *attr = need_attr(object, field, name);

    if (field[name] == '?') {
        const char *yes = field + name + 1;
        const char *no = memchr(yes, '|', length - name - 1);

        assert(no && "a choice needs two branches");
        if (attr_is_set(object, attr))
            strbuf_addn(out, yes, (size_t)(no - yes));
        else
            strbuf_addn(out, no + 1, (size_t)(field + length - no - 1));
    } else if (field[name] == ',') {
        dialect->sql(out, text_join(out->arena, attr_names(object, attr), ", "));
    } else if (field[name] == ';') {
        const Attr *flag = need_attr(object, field + name + 1, length - name - 1);

        add_columns(out, attr_names(object, attr), attr_is_set(object, flag), dialect);
    } else if (field[name] == '!') {
        add_literal_value(out, object, attr);
    } else {
        add_value(out, object, attr, dialect);
    }
}

/* Whether every plain attribute in the section `text[0..length)` is set. */
static bool section_is_set(Arena *arena, const char *text, size_t length, const Object *object)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] != '{')
            continue;

        const char *field = text + i + 1;
        size_t name = strcspn(field, "?!,;}");

        if (field[name] == '?' || own_word(arena, field, name, object))
            continue;
        if (is_given(field, name) || !attr_is_set(object, need_attr(object, field, name)))
            return false;
    }
    return true;
}

static void add_span(StrBuf *out, const char *text, size_t length, const Object *object,
                     const TemplateDialect *dialect)
{
    for (const char *end = text + length; text < end;) {
        if (*text == '{') {
            size_t field = strcspn(++text, "}");

            add_field(out, text, field, object, dialect);
            text += field + 1;
        } else if (*text == '[') {
            size_t section = strcspn(++text, "]");

            if (section_is_set(out->arena, text, section, object))
                add_span(out, text, section, object, dialect);
            text += section + 1;
        } else {
            strbuf_addc(out, *text++);
        }
    }
}

void template_add_in(StrBuf *out, const char *template, const Object *object,
                     const TemplateDialect *dialect)
{
    add_span(out, template, strlen(template), object, dialect);
}

void template_add(StrBuf *out, const char *template, const Object *object)
{
    static const TemplateDialect sql = {
        .name = sql_add_ident, .expr = strbuf_add, .key = add_key, .sql = strbuf_add};

    template_add_in(out, template, object, &sql);
}

void object_add_clause(StrBuf *out, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    if (kind->write_clause)
        kind->write_clause(out, object);
    else
        template_add(out, kind->clause, object);
}

static void add_head(StrBuf *out, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    if (kind->create) {
        template_add(out, kind->create, object);
        return;
    }
    template_add(out, kind->add ? kind->add : "ALTER TABLE {parent} ADD ", object);
    object_add_clause(out, object);
}

static void add_tail(StrBuf *out, const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    if (kind->write_tail)
        kind->write_tail(out, object);
    else if (kind->tail)
        template_add(out, kind->tail, object);
}

void object_add_create_with(StrBuf *out, const Object *object, const Object *const *parts,
                            size_t count)
{
    const Kind *kind = kind_of(object->kind_id);
    bool listed = kind->has_parts && !kind->bare_parts;
    bool enclosed = listed && !kind->parts_head;

    add_head(out, object);
    strbuf_add(out, enclosed ? " (" : "");
    strbuf_add(out, kind->parts_head && count ? kind->parts_head : "");
    for (size_t i = 0; i < count; i++) {
        strbuf_add(out, listed && i ? ",\n    " : "\n    ");
        object_add_clause(out, parts[i]);
    }
    if (enclosed)
        strbuf_add(out, count ? "\n)" : ")");
    add_tail(out, object);
}

void object_add_create(StrBuf *out, const Object *object)
{
    add_head(out, object);
    add_tail(out, object);
}

/* Where both have the same name the schema is another. */
static bool is_moved(const Object *before, const Object *after)
{
    return text_same(before->name, after->name) && before->parent &&
           !text_same(object_namespace(before)->path, object_namespace(after)->path);
}

void object_add_rename(StrBuf *out, const Object *before, const Object *after)
{
    static const char tail[] = "RENAME TO";
    const Kind *kind = kind_of(before->kind_id);
    const char *name = after->name;
    bool moves = is_moved(before, after);

    if (moves) {
        template_add(out,
                     arena_strndup(out->arena, kind->rename, strlen(kind->rename) - strlen(tail)),
                     before);
        strbuf_addf(out, "SET SCHEMA %s", object_namespace(after)->path);
    } else {
        template_add(out, kind->rename, before);
        strbuf_addc(out, ' ');
        sql_add_ident(out, arena_strndup(out->arena, name, kind_bare_length(kind, name)));
    }
    if (kind->write_renamed)
        kind->write_renamed(out, after, moves);
}

bool object_stands_alone(const Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    if (kind->on_any || (!kind->clause && !kind->write_clause))
        return true;
    for (size_t i = 0; i < kind->attr_count; i++)
        if (kind->attrs[i].alone && attr_is_set(object, &kind->attrs[i]))
            return true;
    return false;
}

void object_add_create_whole(StrBuf *out, const Object *object)
{
    VEC(const Object *) parts = {0};
    const Kind *whole = kind_of(object->kind_id);

    for (KindId id = 0; id < KIND_COUNT && whole->has_parts; id++)
        for (size_t i = 0; i < object->children.count; i++)
            if (object->children.items[i]->kind_id == id &&
                !object_stands_alone(object->children.items[i]))
                vec_push(out->arena, &parts, object->children.items[i]);
    object_add_create_with(out, object, parts.items, parts.count);
}
