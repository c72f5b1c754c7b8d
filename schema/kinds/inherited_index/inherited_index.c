#include "schema/kinds/inherited_index/inherited_index.h"
#include "schema/kinds/inherited_index/inherited_index.sql.h"

#include "base/text.h"
#include "schema/index_part.h"
#include "schema/key_index.h"
#include "schema/kinds/index/index.h"
#include "schema/kinds/partition/partition.h"
#include "schema/parameters.h"
#include "schema/refs.h"
#include "schema/sql.h"

#include <string.h>

static const InheritedIndex *as_index(const Object *object)
{
    return (const InheritedIndex *)object;
}

/* ---- What is above ---- */

/* What the partition between it and `partition` says, which is the next one up; NULL: none. */
static const Object *setting_above(const Object *partition, const char *name)
{
    for (const Object *in = partition->parent; in->kind_id == KIND_PARTITION; in = in->parent)
        for (size_t i = 0; i < in->children.count; i++) {
            const Object *part = in->children.items[i];

            if (part->kind_id == KIND_INHERITED_INDEX && text_same(part->name, name))
                return part;
        }
    return NULL;
}

const char *inherited_option(Arena *run, const Object *partition, const char *name,
                             const char *item)
{
    const Object *above = index_above(partition, name);

    return above ? parameters_find(run, key_index_text(above, "options"), item) : NULL;
}

const char *inherited_tablespace(const Object *partition, const char *name)
{
    const Object *above = index_above(partition, name);
    const char *found = above ? key_index_text(above, "tablespace") : NULL;

    for (const Object *in = partition; (above = setting_above(in, name)); in = above->parent)
        if (as_index(above)->tablespace)
            return as_index(above)->tablespace;
    return found ? found : "pg_default";
}

/* "2=100" of the same column. */
static const char *find_target(const StrVec *targets, const char *item)
{
    for (size_t i = 0; i < targets->count; i++)
        if (parameter_is(targets->items[i], item))
            return targets->items[i];
    return NULL;
}

const char *inherited_statistics(Arena *run, const Object *partition, const char *name,
                                 const char *item)
{
    const Object *index = index_above(partition, name), *above;
    const char *found = NULL;

    for (const Object *in = partition; !found && (above = setting_above(in, name));
         in = above->parent)
        found = find_target(&as_index(above)->statistics, item);
    if (!found && index && index->kind_id == KIND_INDEX)
        found = find_target(&((const Index *)index)->statistics, item);
    return found ? found : arena_printf(run, "%.*s=-1", (int)strcspn(item, "="), item);
}

/* ---- Steps ---- */

/* Steps of a block in which `part` is the index. */
typedef struct Steps {
    const Object *index;
    StrBuf text;
} Steps;

static void add_options(Steps *steps, const char *verb, const StrVec *items)
{
    if (!items->count)
        return;
    strbuf_addf(&steps->text, "    EXECUTE format('ALTER INDEX %%s %s (%%s)', part, ", verb);
    sql_add_literal(&steps->text, text_join(steps->text.arena, items, ", "));
    strbuf_add(&steps->text, ");\n");
}

static void sort_option(Arena *arena, const char *item, StrVec *set, StrVec *reset)
{
    vec_push(arena, strchr(item, '=') ? set : reset, item);
}

/* Those of `gone` that `kept` does not say go back to what is above. */
static void set_options(Steps *steps, const StrVec *gone, const StrVec *kept)
{
    Arena *arena = steps->text.arena;
    const Object *index = steps->index;
    StrVec set = {0}, reset = {0};

    for (size_t i = 0; i < gone->count; i++) {
        const char *name = arena_strndup(arena, gone->items[i], strcspn(gone->items[i], "="));
        const char *above = inherited_option(arena, index->parent, index->name, name);

        if (!find_target(kept, name))
            sort_option(arena, above ? above : name, &set, &reset);
    }
    for (size_t i = 0; i < kept->count; i++)
        sort_option(arena, kept->items[i], &set, &reset);
    add_options(steps, "RESET", &reset);
    add_options(steps, "SET", &set);
}

/* PostgreSQL does not hand it down by itself. */
static void set_tablespace(Steps *steps, const char *tablespace)
{
    bool has_parts = ((const Partition *)steps->index->parent)->partition_by != NULL;
    const char *relation = has_parts ? "t.relid::regclass" : "part";

    strbuf_addf(&steps->text, "    EXECUTE %sformat('ALTER INDEX %%s SET TABLESPACE %%I', %s, ",
                has_parts ? "(SELECT string_agg(" : "", relation);
    sql_add_literal(&steps->text, tablespace);
    strbuf_add(&steps->text,
               has_parts ? "), '; ')\n        FROM pg_partition_tree(part) t);\n" : ");\n");
}

static void set_target(Steps *steps, const char *item)
{
    const char *value = strchr(item, '=') + 1;

    strbuf_addf(
        &steps->text,
        "    EXECUTE format('ALTER INDEX %%s ALTER COLUMN %.*s SET STATISTICS %s', part);\n",
        (int)(value - 1 - item), item, value);
}

static void set_statistics(Steps *steps, const StrVec *gone, const StrVec *kept)
{
    const Object *index = steps->index;

    for (size_t i = 0; i < gone->count; i++)
        if (!find_target(kept, gone->items[i]))
            set_target(steps, inherited_statistics(steps->text.arena, index->parent, index->name,
                                                   gone->items[i]));
    for (size_t i = 0; i < kept->count; i++)
        set_target(steps, kept->items[i]);
}

static Steps steps_begin(const StrBuf *out, const Object *index)
{
    return (Steps){.index = index, .text = {.arena = out->arena}};
}

static void add_steps(StrBuf *out, const Steps *steps)
{
    StrBuf body = {.arena = out->arena};

    strbuf_add(&body, "DECLARE\n    part regclass := (\n        SELECT i.indexrelid\n");
    index_part_add_source(&body, steps->index->parent, steps->index->name, false);
    strbuf_addf(&body, ");\nBEGIN\n%sEND", strbuf_text(&steps->text));
    sql_add_block(out, "index", strbuf_text(&body));
}

/* ---- Statements ---- */

static const StrVec nothing = {0};

static void write_options(StrBuf *out, const Object *from, const Object *to)
{
    Steps steps = steps_begin(out, to);

    set_options(&steps, from ? &as_index(from)->options : &nothing, &as_index(to)->options);
    add_steps(out, &steps);
}

static void write_tablespace(StrBuf *out, const Object *from, const Object *to)
{
    Steps steps = steps_begin(out, to);
    const char *own = as_index(to)->tablespace;

    (void)from;
    set_tablespace(&steps, own ? own : inherited_tablespace(to->parent, to->name));
    add_steps(out, &steps);
}

static void write_statistics(StrBuf *out, const Object *from, const Object *to)
{
    Steps steps = steps_begin(out, to);

    set_statistics(&steps, from ? &as_index(from)->statistics : &nothing,
                   &as_index(to)->statistics);
    add_steps(out, &steps);
}

static void write_clause(StrBuf *out, const Object *object)
{
    const InheritedIndex *index = as_index(object);
    Steps steps = steps_begin(out, object);

    set_options(&steps, &nothing, &index->options);
    if (index->tablespace)
        set_tablespace(&steps, index->tablespace);
    set_statistics(&steps, &nothing, &index->statistics);
    add_steps(out, &steps);
}

/* Back to what is above. */
static void write_drop(StrBuf *out, const Object *object)
{
    const InheritedIndex *index = as_index(object);
    Steps steps = steps_begin(out, object);

    set_options(&steps, &index->options, &nothing);
    if (index->tablespace)
        set_tablespace(&steps, inherited_tablespace(object->parent, object->name));
    set_statistics(&steps, &index->statistics, &nothing);
    add_steps(out, &steps);
}

static void add_line(StrBuf *out, const Object *object, const char *words)
{
    strbuf_addf(out, "%sALTER INDEX %s.%s %s", out->length ? ";\n" : "", object->parent->path,
                sql_ident(out->arena, object->name), words);
}

/* As models say it, in which the index is called as the one above. */
static void write_statement(StrBuf *out, const Object *object)
{
    const InheritedIndex *index = as_index(object);
    StrBuf lines = {.arena = out->arena};
    StrVec set = {0}, reset = {0};

    for (size_t i = 0; i < index->options.count; i++)
        sort_option(out->arena, index->options.items[i], &set, &reset);
    if (reset.count)
        add_line(&lines, object,
                 arena_printf(out->arena, "RESET (%s)", text_join(out->arena, &reset, ", ")));
    if (set.count)
        add_line(&lines, object,
                 arena_printf(out->arena, "SET (%s)", text_join(out->arena, &set, ", ")));
    if (index->tablespace)
        add_line(&lines, object,
                 arena_printf(out->arena, "SET TABLESPACE %s",
                              sql_ident(out->arena, index->tablespace)));
    for (size_t i = 0; i < index->statistics.count; i++) {
        const char *item = index->statistics.items[i], *value = strchr(item, '=') + 1;

        add_line(&lines, object,
                 arena_printf(out->arena, "ALTER COLUMN %.*s SET STATISTICS %s",
                              (int)(value - 1 - item), item, value));
    }
    strbuf_add(out, strbuf_text(&lines));
}

/* ---- What it stands on ---- */

/* The index above, and what is said of the same one of partitions between. */
static void refer(const Schema *schema, const Object *object, RefFn *fn, void *context)
{
    const Object *above = index_above(object->parent, object->name);

    if (!above)
        return;
    columns_refs(schema, above, fn, context);
    for (const Object *in = object->parent; (above = setting_above(in, object->name));
         in = above->parent)
        fn(context, KIND_INHERITED_INDEX, above->path);
}

/* ---- What a new partition does not have ---- */

/* A target that the partition is to have from above: no CREATE hands it down. */
static void add_missing(Arena *run, const StrVec *targets, const Object *own, InheritedIndex *out)
{
    for (size_t i = 0; i < targets->count; i++) {
        const char *item = targets->items[i];
        const char *none = arena_printf(run, "%.*s=-1", (int)strcspn(item, "="), item);

        if (!(own && find_target(&as_index(own)->statistics, item)) &&
            !find_target(&out->statistics, item) &&
            !text_same(none, inherited_statistics(run, out->object.parent, out->object.name, item)))
            vec_push(run, &out->statistics, none);
    }
}

static void tell_missing(Arena *run, const Schema *to, Object *made, const Index *index,
                         ObjectFn *fn, void *context)
{
    InheritedIndex *out = ARENA_NEW(run, InheritedIndex);
    const Object *own, *above;

    out->object.kind_id = KIND_INHERITED_INDEX;
    out->object.parent = made;
    out->object.name = index->object.name;
    out->object.path = object_path(run, &out->object);
    own = schema_find(to, KIND_INHERITED_INDEX, out->object.path);
    add_missing(run, &index->statistics, own, out);
    for (const Object *in = made; (above = setting_above(in, index->object.name));
         in = above->parent)
        add_missing(run, &as_index(above)->statistics, own, out);
    if (out->statistics.count)
        fn(context, &out->object);
}

static void tell_surplus(Arena *run, const Schema *from, const Schema *to, Object *made,
                         ObjectFn *fn, void *context)
{
    (void)from;
    for (const Object *table = made; table->kind_id == KIND_PARTITION;) {
        table = table->parent;
        for (size_t i = 0; i < table->children.count; i++) {
            const Object *index = table->children.items[i];

            /* One that is made now finds the partition there. */
            if (index->kind_id == KIND_INDEX && object_stays(index))
                tell_missing(run, to, made, (const Index *)index, fn, context);
        }
    }
}

static const Attr inherited_index_attrs[] = {
    ATTR_(InheritedIndex, options, .change = CHANGE_ALTER, .lost = true, .unordered = true,
          .write = write_options),
    ATTR_(InheritedIndex, tablespace, .change = CHANGE_ALTER, .lost = true,
          .write = write_tablespace),
    ATTR_(InheritedIndex, statistics, .change = CHANGE_ALTER, .lost = true, .unordered = true,
          .write = write_statistics),
};

const Kind kind_inherited_index = {
    .name = "inherited_index",
    .title = "index setting",
    .scope = SCOPE_PARENT,
    .size = sizeof(InheritedIndex),
    .catalog_query = inherited_index_sql,
    ATTRS(inherited_index_attrs),
    .write_clause = write_clause,
    .write_statement = write_statement,
    .add = "",
    .write_drop = write_drop,
    .optional = true,
    .in_parent = true,
    .named_as = KIND_INDEX + 1,
    .surplus = tell_surplus,
    .refs = refer,
};
