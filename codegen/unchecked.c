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

/* What a bare name can be. */
typedef enum Meaning { RELATIONS, TYPES, FUNCTIONS, MEANING_COUNT } Meaning;

typedef struct Homes {
    Arena *run;
    const Schema *schema;
    Map in_public[MEANING_COUNT], in_others[MEANING_COUNT]; /* by name; values say nothing */
    bool filled;
    bool misses; /* a name that was looked up is in others alone */
} Homes;

static void add_homes(Homes *homes, Meaning meaning, KindId id)
{
    const Map *objects = &homes->schema->objects[id];

    for (size_t i = 0; i < objects->entries.count; i++) {
        const Object *object = objects->entries.items[i].value;
        const char *name = sql_ident(homes->run, object_bare_name(homes->run, object));
        bool is_public = text_same(object_namespace(object)->name, "public");

        map_put(homes->run, is_public ? &homes->in_public[meaning] : &homes->in_others[meaning],
                name, homes);
    }
}

static void fill_homes(Homes *homes)
{
    static const struct {
        Meaning meaning;
        KindId id;
    } known[] = {
        {RELATIONS, KIND_TABLE            },
        {RELATIONS, KIND_PARTITION        },
        {RELATIONS, KIND_VIEW             },
        {RELATIONS, KIND_MATERIALIZED_VIEW},
        {TYPES,     KIND_ENUM             },
        {TYPES,     KIND_DOMAIN           },
        {TYPES,     KIND_COMPOSITE        },
        {TYPES,     KIND_RANGE            },
        {FUNCTIONS, KIND_FUNCTION         },
    };

    for (size_t i = 0; !homes->filled && i < sizeof known / sizeof *known; i++)
        add_homes(homes, known[i].meaning, known[i].id);
    homes->filled = true;
}

static bool names_relation(SqlPlace place)
{
    return sql_follows(place, "from") || sql_follows(place, "join") || sql_follows(place, "into") ||
           sql_follows(place, "update");
}

static const char *look_up(void *context, const char *name, SqlPlace place)
{
    Homes *homes = context;
    Meaning meaning = FUNCTIONS;

    if (names_relation(place))
        meaning = RELATIONS;
    else if (sql_follows(place, "::"))
        meaning = TYPES;
    else if (place.text[place.end] != '(')
        return name;
    homes->misses = homes->misses || (map_get(&homes->in_others[meaning], name) &&
                                      !map_get(&homes->in_public[meaning], name));
    return name;
}

/* Without its schema a name is found in public alone, unless the function sets a search path. */
static bool needs_path(Homes *homes, const char *text)
{
    const char *open = strchr(text, '$');
    const char *body = open ? sql_dollar_quoted(homes->run, open) : NULL;

    if (!body || sql_says(text, "set search_path"))
        return false;
    fill_homes(homes);
    sql_replace_names(homes->run, body, look_up, homes);
    return homes->misses;
}

void leave_unchecked(Arena *run, const Plan *plan, Statements *statements)
{
    Homes homes = {.run = run, .schema = plan->to};

    for (size_t i = 0; i < statements->count; i++) {
        Statement *statement = &statements->items[i];
        const char *text = checked_text(&plan->ops.items[statement->ops.items[0]]);

        if (!text || !(names_old(plan, text) || needs_path(&homes, text)))
            continue;
        statement->sql =
            arena_printf(run, "SET LOCAL check_function_bodies = off;\n%s", statement->sql);
        return;
    }
}
