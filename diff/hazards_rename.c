/* What goes while something like it comes: it may only have got another name. */
#include "diff/hazards.h"
#include "diff/likeness.h"

#include "base/text.h"
#include "schema/defined.h"
#include "schema/inherited.h"
#include "schema/kinds/enum/enum.h"
#include "schema/sql.h"

#include <string.h>
#include <strings.h>

typedef struct Twins {
    Arena *run;
    const Object *gone, *come;
} Twins;

static bool same_type(const Twins *twins)
{
    return text_same(object_type(twins->gone)->text, object_type(twins->come)->text);
}

/* Whether half of the columns or attributes, at least, have their names and types in the other. */
static bool same_columns(const Twins *twins)
{
    size_t count = 0, same = 0;

    for (size_t i = 0; i < twins->gone->children.count; i++) {
        const Object *column = twins->gone->children.items[i];

        if (column->kind_id != KIND_COLUMN && column->kind_id != KIND_ATTRIBUTE)
            continue;
        count++;
        for (size_t k = 0; k < twins->come->children.count; k++) {
            const Object *other = twins->come->children.items[k];

            same += other->kind_id == column->kind_id && text_same(column->name, other->name) &&
                    text_same(object_type(column)->text, object_type(other)->text);
        }
    }
    return same > 0 && 2 * same >= count;
}

static bool same_labels(const Twins *twins)
{
    const StrVec *before = &((const Enum *)twins->gone)->labels;
    const StrVec *after = &((const Enum *)twins->come)->labels;
    size_t same = 0;

    for (size_t i = 0; i < before->count; i++)
        same += strvec_has(after, before->items[i]);
    return same > 0 && 2 * same >= before->count;
}

static bool same_but_name(const Twins *twins)
{
    return is_same_but_name(twins->run, twins->gone, twins->come);
}

static const Defined *defined(const Object *object)
{
    return (const Defined *)object;
}

/* "integer" of "… RANGE (SUBTYPE = int4, …)"; NULL: there is none. */
static const char *subtype_of(Arena *run, const Object *range)
{
    static const char word[] = "subtype";
    const char *text = sql_shown(&defined(range)->definition);

    for (const char *p = strchr(text, '('); p && *p; p++) {
        if (strncasecmp(p, word, strlen(word)) != 0)
            continue;

        const char *value = p + strlen(word) + strspn(p + strlen(word), " ");

        if (*value == '=')
            return sql_type_canonical(run,
                                      arena_strndup(run, value + 1, strcspn(value + 1, ",()\n")));
    }
    return NULL;
}

static bool same_range(const Twins *twins)
{
    const char *gone = subtype_of(twins->run, twins->gone);

    return gone && text_same(gone, subtype_of(twins->run, twins->come));
}

/* The longest string of a CREATE FUNCTION, in whatever quotes; NULL: it has none. */
static const char *body_of(Arena *run, const char *text)
{
    const char *open = strchr(text, '$'), *begin = open ? strchr(open + 1, '$') : NULL;
    StrVec words = {0}, literals = {0};
    const char *body = NULL;

    if (begin) {
        const char *tag = arena_strndup(run, open, (size_t)(begin + 1 - open));
        const char *end = strstr(begin + 1, tag);

        return end ? arena_strndup(run, begin + 1, (size_t)(end - begin - 1)) : NULL;
    }
    sql_names(run, text, &words, &literals);
    for (size_t i = 0; i < literals.count; i++)
        if (!body || strlen(literals.items[i]) > strlen(body))
            body = literals.items[i];
    return body;
}

/* The same arguments, and the same body; an aggregate has none. */
static bool same_function(const Twins *twins)
{
    const char *gone = twins->gone->name, *come = twins->come->name;
    const char *before = body_of(twins->run, sql_shown(&defined(twins->gone)->definition));
    const char *after = body_of(twins->run, sql_shown(&defined(twins->come)->definition));
    const Kind *kind = kind_of(twins->gone->kind_id);

    if (!text_same(gone + kind_bare_length(kind, gone), come + kind_bare_length(kind, come)))
        return false;
    return (before && after && sql_same_statement(before, after)) || same_but_name(twins);
}

/* Kinds with data, or with dependents and grants, that a rename would keep. */
static const struct Similar {
    KindId kind;
    const char *allow;
    const char *loss;
    bool (*are)(const Twins *twins);
} similar[] = {
    {KIND_COLUMN,            "drop-column",   "its data",              same_type    },
    {KIND_TABLE,             "drop-table",    "its data",              same_columns },
    {KIND_PARTITION,         "drop-table",    "its data",              same_but_name},
    {KIND_ATTRIBUTE,         "drop-column",   "its data",              same_type    },
    {KIND_ENUM,              "drop-type",     "the values of it",      same_labels  },
    {KIND_COMPOSITE,         "drop-type",     "the values of it",      same_columns },
    {KIND_DOMAIN,            "drop-type",     "the values of it",      same_but_name},
    {KIND_RANGE,             "drop-type",     "the values of it",      same_range   },
    {KIND_SEQUENCE,          "drop-sequence", "its counter",           same_but_name},
    {KIND_VIEW,              "drop-view",     "what is granted on it", same_but_name},
    {KIND_MATERIALIZED_VIEW, "drop-view",     "what is granted on it", same_but_name},
    {KIND_FUNCTION,          "drop-function", "what is granted on it", same_function},
};

/* What comes in its place; NULL: nothing that is like it. */
static const Object *find_beside(Arena *run, const Object *gone, const struct Similar *rule)
{
    const Object *parent = gone->parent->plan.pair;

    for (size_t i = 0; parent && i < parent->children.count; i++) {
        const Object *come = parent->children.items[i];

        if (come->kind_id == gone->kind_id && !come->plan.pair &&
            rule->are(&(Twins){run, gone, come}))
            return come;
    }
    return NULL;
}

/* What has its name in another schema. */
static const Object *find_moved(Arena *run, const Schema *to, const Object *gone,
                                const struct Similar *rule)
{
    const Map *all = &to->objects[gone->kind_id];

    for (size_t i = 0; kind_of(gone->kind_id)->scope == SCOPE_SCHEMA && i < all->entries.count;
         i++) {
        const Object *come = all->entries.items[i].value;

        if (!come->plan.pair && strcmp(come->name, gone->name) == 0 &&
            rule->are(&(Twins){run, gone, come}))
            return come;
    }
    return NULL;
}

static bool is_elsewhere(const Object *gone, const Object *come)
{
    return strcmp(object_namespace(gone)->path, object_namespace(come)->path) != 0;
}

/* Its name without arguments, with the schema where both are in different ones. */
static const char *name_in_model(Arena *run, const Object *object, const Object *other)
{
    const char *bare = object_bare_name(run, object);

    return is_elsewhere(object, other) ? path_under(run, object_namespace(object)->path, bare)
                                       : bare;
}

/* How the model says it: what C declares has a place for a clause of its own. */
static const char *rename_words(Arena *run, const Object *gone, const Object *come)
{
    static const KindId declared[] = {KIND_COLUMN, KIND_TABLE,     KIND_ATTRIBUTE,
                                      KIND_ENUM,   KIND_COMPOSITE, KIND_DOMAIN};
    const Kind *kind = kind_of(gone->kind_id);

    for (size_t i = 0; i < sizeof declared / sizeof *declared; i++)
        if (declared[i] == gone->kind_id &&
            !(is_elsewhere(gone, come) && gone->kind_id == KIND_DOMAIN))
            return arena_printf(run, "renamed from %s", name_in_model(run, gone, come));
    return arena_printf(run, "PG_ALSO(renamed %s %s to %s)", kind->is_type ? "type" : kind->title,
                        name_in_model(run, gone, come), name_in_model(run, come, gone));
}

static const Object *find_similar(const HazardContext *context, const Object *gone,
                                  const struct Similar *rule)
{
    const Object *beside = find_beside(context->run, gone, rule);

    return beside ? beside : find_moved(context->run, context->plan->to, gone, rule);
}

static void ask(const HazardContext *context, const Object *gone, const Object *come,
                const struct Similar *rule)
{
    bool moved = is_elsewhere(gone, come);
    const char *name = moved ? come->path : come->name, *done = moved ? "moved" : "renamed";
    Finding *finding =
        finding_add(context->findings, FINDING_MC210, come->at,
                    "%s \"%s\" goes and \"%s\" comes: it may have been %s, and a drop loses %s",
                    kind_of(gone->kind_id)->title, gone->path, name, done, rule->loss);
    Hazard *hazard = hazard_add(context, finding, rule->allow);

    finding->object = gone->path;
    finding->hint = arena_printf(context->run,
                                 "If it was %s, say so in the model: %s. If not: generate "
                                 "again with --allow %s.",
                                 done, rename_words(context->run, gone, come), rule->allow);
    hazard->gone = gone;
    hazard->come = come;
    hazard_line(context, hazard, "WARNING: %s may have been %s to %s; here it is dropped.",
                gone->path, done, name);
}

/* MC113 */
static bool cannot_be_renamed(const HazardContext *context, const Object *gone, const Object *come)
{
    const Plan *plan = context->plan;
    const char *other;

    return gone->kind_id == KIND_COLUMN &&
           (inherited_elsewhere(context->run, plan->from, gone, &other) ||
            heir_in_the_way(context->run, plan->from, plan->to, gone, come));
}

/* Where modelc takes over a database, the models are of another one: nobody renamed anything. */
void hazard_rename(const HazardContext *context, const Op *op)
{
    if (context->is_down || context->live->is_start || op->verb != VERB_DROP ||
        op->from->plan.pair || schema_drops(context->plan->to, op->from->path))
        return;
    for (size_t i = 0; i < sizeof similar / sizeof *similar; i++) {
        const Object *come = similar[i].kind == op->from->kind_id
                                 ? find_similar(context, op->from, &similar[i])
                                 : NULL;

        if (come && !cannot_be_renamed(context, op->from, come))
            ask(context, op->from, come, &similar[i]);
    }
}
