#include "schema/kinds/implied_comment/implied_comment.h"
#include "schema/kinds/implied_comment/implied_comment.sql.h"

#include "base/text.h"
#include "schema/index_part.h"
#include "schema/kinds/check/check.h"
#include "schema/kinds/column/column.h"
#include "schema/kinds/column/not_null.h"
#include "schema/kinds/table/table.h"
#include "schema/refs.h"
#include "schema/sql.h"

#include <string.h>

static const char index_word[] = "INDEX ", type_word[] = "TYPE ", constraint_word[] = "CONSTRAINT ",
                  trigger_word[] = "TRIGGER ", rule_word[] = "RULE ", sequence_word[] = "SEQUENCE ";

/* ---- What can have one ---- */

typedef struct Search {
    Arena *run;
    const Schema *schema;
    ObjectFn *fn;
    void *context;
} Search;

static ImpliedComment *new_offer(const Search *search, Object *parent, const char *word,
                                 const char *name)
{
    ImpliedComment *out = ARENA_NEW(search->run, ImpliedComment);

    out->object.kind_id = KIND_IMPLIED_COMMENT;
    out->object.parent = parent;
    out->object.name = arena_printf(search->run, "%s%s", word, name);
    return out;
}

static void offer_of(const Search *search, Object *parent, const char *word, const char *name,
                     bool of_not_null)
{
    ImpliedComment *out = new_offer(search, parent, word, name);

    out->of_not_null = of_not_null;
    search->fn(search->context, &out->object);
}

static void offer(const Search *search, Object *parent, const char *word, const char *name)
{
    offer_of(search, parent, word, sql_ident(search->run, name), false);
}

static void offer_above(const Search *search, Object *partition, const char *word, const char *name)
{
    ImpliedComment *out = new_offer(search, partition, word, sql_ident(search->run, name));

    out->is_inherited = true;
    search->fn(search->context, &out->object);
}

static bool hands_down(const Object *part, bool to_partition)
{
    if (part->kind_id == KIND_CHECK)
        return !((const Check *)part)->no_inherit;
    return to_partition && (part->kind_id == KIND_FOREIGN_KEY || part->kind_id == KIND_TRIGGER);
}

/* What `heir` has from `from` under the same name. */
static void offer_inherited(const Search *search, Object *heir, const Object *from)
{
    bool is_partition = heir->kind_id == KIND_PARTITION;

    for (size_t i = 0; i < from->children.count; i++) {
        const Object *part = from->children.items[i];

        if (hands_down(part, is_partition))
            offer(search, heir, part->kind_id == KIND_TRIGGER ? trigger_word : constraint_word,
                  part->name);
        if (is_partition && is_index_key(part->kind_id))
            offer_above(search, heir, constraint_word, part->name);
        if (is_partition && (is_index_key(part->kind_id) || part->kind_id == KIND_INDEX))
            offer_above(search, heir, index_word, part->name);
    }
    if (from->kind_id == KIND_PARTITION)
        offer_inherited(search, heir, from->parent);
}

static void offer_table(const Search *search, Object *table)
{
    const StrVec *parents = &((const Table *)table)->inherits;

    offer(search, table, type_word, table->name);
    for (size_t i = 0; i < parents->count; i++) {
        const Object *from = schema_find(search->schema, KIND_TABLE, parents->items[i]);

        if (from)
            offer_inherited(search, table, from);
    }
}

static void offer_column(const Search *search, const Object *column)
{
    if (((const Column *)column)->not_null)
        offer_of(search, column->parent, constraint_word, not_null_name(search->run, column), true);
    if (((const Column *)column)->identity)
        offer_of(search, column->parent, sequence_word, column_sequence(search->run, column),
                 false);
}

static void offer_with(const Search *search, Object *object)
{
    const Kind *kind = kind_of(object->kind_id);

    switch ((int)object->kind_id) {
    case KIND_PRIMARY_KEY:
    case KIND_UNIQUE:
    case KIND_EXCLUSION:
        offer(search, object->parent, index_word, object->name);
        break;
    case KIND_TRIGGER:
        if (kind->has_constraint(object))
            offer(search, object->parent, constraint_word, object->name);
        break;
    case KIND_COLUMN:
        offer_column(search, object);
        break;
    case KIND_TABLE:
        offer_table(search, object);
        break;
    case KIND_PARTITION:
        offer(search, object, type_word, object->name);
        offer_inherited(search, object, object->parent);
        break;
    case KIND_VIEW:
    case KIND_MATERIALIZED_VIEW:
        offer(search, object, type_word, object->name);
        offer(search, object, rule_word, "_RETURN");
        break;
    case KIND_RANGE:
        offer_of(search, object, type_word, kind->brings(search->run, object), false);
        break;
    }
}

void implied_comment_each(Arena *run, const Schema *schema, ObjectFn *fn, void *context)
{
    const Search search = {run, schema, fn, context};

    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < schema->objects[id].entries.count; i++)
            offer_with(&search, schema->objects[id].entries.items[i].value);
}

/* ---- What it stands on ---- */

typedef struct Need {
    const Schema *schema;
    const Object *owner; /* what the object that is commented on is part of */
    RefFn *fn;
    void *context;
} Need;

/* What the owner has from elsewhere loses its comment with the types of its columns. */
static void need_part(const Object *part, const Need *need)
{
    if (part->parent == need->owner || part->kind_id == KIND_TRIGGER)
        need->fn(need->context, part->kind_id, part->path);
    else
        columns_refs(need->schema, part, need->fn, need->context);
}

static void need_called(const Object *from, const char *name, const Need *need)
{
    static const KindId kinds[] = {KIND_PRIMARY_KEY, KIND_UNIQUE,      KIND_EXCLUSION, KIND_INDEX,
                                   KIND_CHECK,       KIND_FOREIGN_KEY, KIND_TRIGGER};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (size_t k = 0; k < from->children.count; k++)
            if (from->children.items[k]->kind_id == kinds[i] &&
                text_same(from->children.items[k]->name, name))
                need_part(from->children.items[k], need);
    if (from->kind_id == KIND_PARTITION)
        need_called(from->parent, name, need);
    if (from->kind_id != KIND_TABLE)
        return;
    for (size_t i = 0; i < ((const Table *)from)->inherits.count; i++) {
        const Object *parent =
            schema_find(need->schema, KIND_TABLE, ((const Table *)from)->inherits.items[i]);

        if (parent)
            need_called(parent, name, need);
    }
}

static bool has_not_null(Arena *scratch, const Object *column, const char *name)
{
    return ((const Column *)column)->not_null && text_same(not_null_name(scratch, column), name);
}

static bool has_sequence(Arena *scratch, const Object *column, const char *name)
{
    return ((const Column *)column)->identity && text_same(column_sequence(scratch, column), name);
}

static void need_column(const Object *table, const char *name,
                        bool (*has)(Arena *scratch, const Object *column, const char *name),
                        const Need *need)
{
    Arena *scratch = arena_new();

    for (size_t i = 0; i < table->children.count; i++) {
        const Object *column = table->children.items[i];

        if (column->kind_id == KIND_COLUMN && has(scratch, column, name))
            need->fn(need->context, KIND_COLUMN, column->path);
    }
    arena_free(scratch);
}

static void refer(const Schema *schema, const Object *object, RefFn *fn, void *context)
{
    const Need need = {schema, object->parent, fn, context};
    const char *quoted = strchr(object->name, ' ') + 1;
    Arena *scratch;

    if (((const ImpliedComment *)object)->of_not_null || text_starts(object->name, sequence_word)) {
        need_column(object->parent, quoted,
                    text_starts(object->name, sequence_word) ? has_sequence : has_not_null, &need);
        return;
    }
    scratch = arena_new();
    need_called(object->parent, sql_bare_name(scratch, quoted), &need);
    arena_free(scratch);
}

/* ---- Its name ---- */

static bool is_named_after(const Object *object, const Object *renamed)
{
    switch ((int)renamed->kind_id) {
    case KIND_PRIMARY_KEY:
    case KIND_UNIQUE:
    case KIND_EXCLUSION:
        return text_starts(object->name, index_word) ||
               ((const ImpliedComment *)object)->is_inherited;
    case KIND_INDEX:
        return text_starts(object->name, index_word);
    case KIND_CHECK:
    case KIND_FOREIGN_KEY:
        return text_starts(object->name, constraint_word);
    case KIND_TRIGGER:
        return text_starts(object->name, trigger_word);
    case KIND_TABLE:
    case KIND_PARTITION:
    case KIND_VIEW:
    case KIND_MATERIALIZED_VIEW:
        return object->parent == renamed && text_starts(object->name, type_word);
    }
    return false;
}

/* ---- Statements ---- */

void implied_comment_head(StrBuf *out, const Object *object)
{
    const char *schema = object_namespace(object->parent)->path;
    const char *behind = strchr(object->name, ' ') + 1;
    bool is_inherited = ((const ImpliedComment *)object)->is_inherited;

    if (object->parent->kind_id == KIND_RANGE) /* its multirange type can be in another schema */
        strbuf_addf(out, "COMMENT ON %s IS ", object->name);
    else if (is_inherited && text_starts(object->name, index_word))
        strbuf_addf(out, "COMMENT ON %s%s.%s IS ", index_word, object->parent->path, behind);
    else if (!is_inherited &&
             (text_starts(object->name, index_word) || text_starts(object->name, type_word) ||
              text_starts(object->name, sequence_word)))
        strbuf_addf(out, "COMMENT ON %.*s%s.%s IS ", (int)(behind - object->name), object->name,
                    schema, behind);
    else
        strbuf_addf(out, "COMMENT ON %s ON %s IS ", object->name, object->parent->path);
}

/* PostgreSQL has named it, and only the server knows how: it is asked when the revision runs. */
static void add_lookup(StrBuf *out, const Object *object, const char *text)
{
    bool of_key = !text_starts(object->name, index_word);
    StrBuf body = {.arena = out->arena};

    strbuf_addf(&body, "BEGIN\n    EXECUTE format('COMMENT ON %s IS %%L', (\n        SELECT %s\n",
                of_key ? "CONSTRAINT %I ON %s" : "INDEX %s",
                of_key ? "k.conname" : "i.indexrelid::regclass");
    index_part_add_source(&body, object->parent,
                          sql_bare_name(out->arena, strchr(object->name, ' ') + 1), of_key);
    strbuf_add(&body, "),\n        ");
    if (of_key) {
        sql_add_literal(&body, object->parent->path);
        strbuf_add(&body, "::regclass, ");
    }
    sql_add_literal(&body, text);
    strbuf_add(&body, ");\nEND");
    sql_add_block(out, "comment", strbuf_text(&body));
}

static void add_comment(StrBuf *out, const Object *object, const char *text)
{
    if (((const ImpliedComment *)object)->is_inherited) {
        add_lookup(out, object, text);
        return;
    }
    implied_comment_head(out, object);
    sql_add_literal(out, text);
}

static void write_statement(StrBuf *out, const Object *object)
{
    implied_comment_head(out, object);
    sql_add_literal(out, ((const ImpliedComment *)object)->text);
}

static void write_clause(StrBuf *out, const Object *object)
{
    add_comment(out, object, ((const ImpliedComment *)object)->text);
}

static void write_text(StrBuf *out, const Object *from, const Object *to)
{
    (void)from;
    write_clause(out, to);
}

static void write_drop(StrBuf *out, const Object *object)
{
    add_comment(out, object, NULL);
}

static const Attr implied_comment_attrs[] = {
    ATTR_(ImpliedComment, text, .change = CHANGE_ALTER, .lost = true, .write = write_text),
    ATTR_(ImpliedComment, of_not_null, .change = CHANGE_IGNORE, .kept = true, .since = 18),
    ATTR_KEPT(ImpliedComment, is_inherited),
};

const Kind kind_implied_comment = {
    .name = "implied_comment",
    .title = "comment",
    .scope = SCOPE_PARENT,
    .size = sizeof(ImpliedComment),
    .catalog_query = implied_comment_sql,
    ATTRS(implied_comment_attrs),
    .write_clause = write_clause,
    .write_statement = write_statement,
    .add = "",
    .write_drop = write_drop,
    .on_any = true,
    .is_remark = true,
    .in_parent = true,
    .named_after = is_named_after,
    .refs = refer,
};
