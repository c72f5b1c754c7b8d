#include "codegen/unchecked.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/sql.h"
#include "schema/sql_scan.h"

#include <string.h>

/* The definition of a function in SQL, whose names PostgreSQL looks up when it is made; or NULL. */
static const char *checked_text(const Op *op)
{
    const Kind *kind = kind_of(op_object(op)->kind_id);

    for (size_t i = 0; i < kind->attr_count; i++) {
        const Attr *attr = &kind->attrs[i];
        bool is_said = op->verb == VERB_CREATE || (op->verb == VERB_ALTER && op->attr == attr);
        const char *text = is_said && attr->body ? attr_sql(op->to, attr)->text : NULL;

        if (text && sql_says(text, "language sql"))
            return text;
    }
    return NULL;
}

/* What a body says stays as it is, so that it cannot be said in the names that hold until then. */
static bool names_old(const Plan *plan, const char *body)
{
    for (size_t i = 0; plan->undo && plan->renames && i < plan->renames->count; i++)
        if (strstr(body, plan->renames->items[i].before->name))
            return true;
    return false;
}

typedef struct Lookup {
    Arena *run;
    const Schema *schema;
    bool fails;
} Lookup;

/* Whether what is called so is in other schemas than public, and not there. */
static bool is_elsewhere(const Lookup *lookup, const char *name, const KindId *kinds, size_t count)
{
    bool found = false;

    for (size_t i = 0; i < count; i++) {
        const Map *objects = &lookup->schema->objects[kinds[i]];

        for (size_t k = 0; k < objects->entries.count; k++) {
            const Object *object = objects->entries.items[k].value;
            const char *bare = object_bare_name(lookup->run, object);

            if (!text_same(sql_ident(lookup->run, bare), name))
                continue;
            if (text_same(object_namespace(object)->name, "public"))
                return false;
            found = true;
        }
    }
    return found;
}

static bool names_relation(SqlPlace place)
{
    return sql_follows(place, "from") || sql_follows(place, "join") || sql_follows(place, "into") ||
           sql_follows(place, "update");
}

static const char *look_up(void *context, const char *name, SqlPlace place)
{
    static const KindId relations[] = {KIND_TABLE, KIND_PARTITION, KIND_VIEW,
                                       KIND_MATERIALIZED_VIEW};
    static const KindId types[] = {KIND_ENUM, KIND_DOMAIN, KIND_COMPOSITE, KIND_RANGE};
    static const KindId functions[] = {KIND_FUNCTION};
    Lookup *lookup = context;

    if (strchr(name, '.'))
        return name;
    if (names_relation(place))
        lookup->fails |=
            is_elsewhere(lookup, name, relations, sizeof relations / sizeof *relations);
    else if (sql_follows(place, "::"))
        lookup->fails |= is_elsewhere(lookup, name, types, sizeof types / sizeof *types);
    else if (place.text[place.end] == '(')
        lookup->fails |= is_elsewhere(lookup, name, functions, 1);
    return name;
}

/* Without its schema a name is found in public alone, unless the function sets a search path. */
static bool needs_path(Arena *run, const Plan *plan, const char *text)
{
    const char *open = strchr(text, '$');
    const char *body = open ? sql_dollar_quoted(run, open) : NULL;
    Lookup lookup = {.run = run, .schema = plan->to};

    if (body && !sql_says(text, "set search_path"))
        sql_replace_names(run, body, look_up, &lookup);
    return lookup.fails;
}

void leave_unchecked(Arena *run, const Plan *plan, Statements *statements)
{
    for (size_t i = 0; i < statements->count; i++) {
        Statement *statement = &statements->items[i];
        const char *text = checked_text(&plan->ops.items[statement->ops.items[0]]);

        if (!text || !(names_old(plan, text) || needs_path(run, plan, text)))
            continue;
        statement->sql =
            arena_printf(run, "SET LOCAL check_function_bodies = off;\n%s", statement->sql);
        return;
    }
}
