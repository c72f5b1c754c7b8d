#include "modelc/filter.h"

#include "base/pattern.h"
#include "base/text.h"
#include "schema/copy.h"
#include "schema/prune.h"

#include <string.h>

typedef VEC(Pattern *) Patterns;

struct Filter {
    Arena *run;
    bool requested; /* kinds that are managed on request alone stay */
    Patterns include, exclude;
};

/* Patterns */

static void refuse(Session *session, const char *name, const StrVec *texts, const char *text)
{
    const char *reason;

    /* What is wrong is told of the text as it was given. */
    pattern_new(session->run, text, &reason);
    if (option_origin(session->option_set, texts) == ORIGIN_CONFIG)
        finding_add(session->findings, FINDING_MC902, (Range){.file = session->config},
                    "\"%s\" holds \"%s\", which is no regular expression: %s", name, text, reason);
    else
        finding_add(session->findings, FINDING_MC901, NO_RANGE,
                    "--%s \"%s\" is no regular expression: %s", name, text, reason);
}

static bool compile(Session *session, const char *name, const StrVec *texts, Patterns *out)
{
    for (size_t i = 0; i < texts->count; i++) {
        const char *reason;
        Pattern *pattern = pattern_new(
            session->run, arena_printf(session->run, "\\A(?:%s)\\z", texts->items[i]), &reason);

        if (!pattern) {
            refuse(session, name, texts, texts->items[i]);
            return false;
        }
        vec_push(session->run, out, pattern);
    }
    return true;
}

bool filter_read(Session *session)
{
    const GlobalOptions *options = session->options;
    Filter *filter;

    if (session->filter)
        return true;
    filter = ARENA_NEW(session->run, Filter);
    *filter = (Filter){.run = session->run, .requested = options->owners};
    if (!compile(session, "include", &options->include, &filter->include) ||
        !compile(session, "exclude", &options->exclude, &filter->exclude))
        return false;
    session->filter = filter;
    return true;
}

/* Objects */

static bool matches_path(Arena *scratch, const Patterns *patterns, KindId id, const char *path)
{
    const char *full = arena_printf(scratch, "%s:%s", kind_of(id)->name, path);

    for (size_t i = 0; i < patterns->count; i++)
        if (pattern_match(patterns->items[i], full) || pattern_match(patterns->items[i], path))
            return true;
    return false;
}

static bool matches_any(Arena *scratch, const Patterns *patterns, const Object *object)
{
    return matches_path(scratch, patterns, object->kind_id, object_label(object));
}

bool filter_has_no_table(const Filter *filter, const char *path)
{
    return (filter->include.count > 0 &&
            !matches_path(filter->run, &filter->include, KIND_TABLE, path)) ||
           matches_path(filter->run, &filter->exclude, KIND_TABLE, path);
}

typedef struct Sieve {
    Arena *scratch;
    const Filter *filter;
    VEC(const Object *) left_out;
    Map filled; /* schemas that something is kept in, by name */
} Sieve;

/* Schemas later; a part is what it is a part of, unless it is excluded alone. */
static bool is_included(Sieve *sieve, const Object *object)
{
    const Patterns *include = &sieve->filter->include;

    if (include->count == 0 || object->kind_id == KIND_SCHEMA)
        return true;
    for (; object && object->kind_id != KIND_SCHEMA; object = object->parent)
        if (matches_any(sieve->scratch, include, object))
            return true;
    return false;
}

static bool is_kept(Sieve *sieve, const Object *object)
{
    return is_included(sieve, object) &&
           !matches_any(sieve->scratch, &sieve->filter->exclude, object);
}

static bool keep(void *context, const Object *object)
{
    Sieve *sieve = context;
    const Object *in = object->in ? object->in : object->parent;
    bool kept = is_kept(sieve, object);

    if (!kept)
        vec_push(sieve->scratch, &sieve->left_out, object);
    else if (in && in->kind_id == KIND_SCHEMA)
        map_put(sieve->scratch, &sieve->filled, in->name, sieve);
    return kept;
}

/* A schema that no pattern includes stays for what is in it. */
static bool keep_schema(void *context, const Object *object)
{
    Sieve *sieve = context;
    bool kept = object->kind_id != KIND_SCHEMA || map_get(&sieve->filled, object->name) ||
                matches_any(sieve->scratch, &sieve->filter->include, object);

    if (!kept)
        vec_push(sieve->scratch, &sieve->left_out, object);
    return kept;
}

/* What is left out, with the schemas that it may be in. */
static bool keep_others(void *context, const Object *object)
{
    for (const Object *o = object; o && o->kind_id != KIND_SCHEMA; o = o->parent)
        if (!is_kept(context, o))
            return true;
    return object->kind_id == KIND_SCHEMA;
}

static const Schema *others_of(Arena *run, Sieve *sieve, const Schema *catalog)
{
    Schema *others = ARENA_NEW(run, Schema);

    *others = schema_copy(run, catalog);
    schema_prune(run, others, keep_others, sieve);
    return others;
}

/* What goes with its parent goes without saying. */
static size_t count_kind(const Sieve *sieve, KindId id)
{
    size_t count = 0;

    for (size_t i = 0; i < sieve->left_out.count; i++) {
        const Object *object = sieve->left_out.items[i];

        count += object->kind_id == id && !(object->parent && object->parent->gone);
    }
    return count;
}

static bool is_not_on_request(void *context, const Object *object)
{
    (void)context;
    return !kind_of(object->kind_id)->on_request;
}

static bool has_requested(const Schema *schema)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        if (kind_of(id)->on_request && schema->objects[id].entries.count)
            return true;
    return false;
}

bool filter_apply(Session *session, Arena *run, Schema *schema)
{
    if (!filter_read(session))
        return false;

    const Filter *filter = session->filter;
    Sieve sieve = {.scratch = arena_new(), .filter = filter};

    if (!filter->requested && has_requested(schema))
        schema_prune(run, schema, is_not_on_request, NULL);
    if (schema->version && filter->include.count + filter->exclude.count)
        schema->left_out = others_of(run, &sieve, schema);
    if (filter->include.count + filter->exclude.count)
        schema_prune(run, schema, keep, &sieve);
    if (filter->include.count)
        schema_prune(run, schema, keep_schema, &sieve);
    for (KindId id = 0; id < KIND_COUNT && sieve.left_out.count; id++) {
        size_t count = count_kind(&sieve, id);

        if (count)
            vec_push(run, &schema->unmanaged,
                     arena_printf(run, "%s left out by a filter",
                                  text_count(run, count, kind_of(id)->title)));
    }
    arena_free(sieve.scratch);
    return true;
}
