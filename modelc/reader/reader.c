#include "modelc/reader/reader.h"

#include "modelc/reader/cache.h"
#include "modelc/reader/compiled.h"
#include "modelc/reader/reuse.h"
#include "modelc/reader/worker.h"

#define APPEND(arena, to, from)                                                                    \
    do                                                                                             \
        for (size_t item = 0; item < (from)->count; item++)                                        \
            vec_push(arena, to, (from)->items[item]);                                              \
    while (0)

typedef struct ReaderJob Reader;

struct ReaderJob {
    Arena *run, *work;
    Findings *findings;
    const ReaderInput *input;
    Sources models, compile; /* all, and those that the cache does not hold */
    Units cached, compiled, selected;
    const char *cache; /* path, or NULL */
    Worker *worker;    /* NULL: nothing to compile */
    Worker *early;     /* started before it was known what there is to compile, or NULL */
};

static void add_unit(Arena *run, Facts *facts, const Unit *unit)
{
    APPEND(run, &facts->structs, &unit->facts.structs);
    APPEND(run, &facts->enums, &unit->facts.enums);
    APPEND(run, &facts->typedefs, &unit->facts.typedefs);
    APPEND(run, &facts->clauses, &unit->facts.clauses);
    if (unit->path[0] != '<')
        vec_push(run, &facts->files, unit->path);
}

static bool unpack_selected(Reader *r)
{
    for (size_t i = 0; i < r->selected.count; i++) {
        Unit *unit = r->selected.items[i];

        if (unit->packed.bytes && !unit_unpack(r->run, unit))
            return false;
    }
    return true;
}

/* Whether there is a unit for each model and all that it needs. */
static bool select_units(Reader *r)
{
    r->selected.count = 0;
    return reuse_select(r->run, r->work, &r->models, &r->cached, &r->compiled, &r->selected);
}

/* Whether all will have to be compiled for sure: a cache of no use is found out too late. */
static bool knows_nothing(const Reader *r)
{
    return !r->cache || !file_exists(r->cache);
}

static void compile(Reader *r, const Sources *models, bool alone)
{
    r->worker = r->early ? r->early : worker_start(r->work, r->input);
    r->early = NULL;
    worker_begin(r->work, r->worker, models, alone);
}

/* Start to compile what the cache does not hold: all, when nothing of it can be used. */
static void begin(Reader *r)
{
    if (r->cache)
        cache_read(r->run, r->cache, &r->cached);
    reuse_plan(r->work, r->input, &r->models, &r->cached, &r->compile);
    if (r->compile.count == r->models.count)
        r->cached.count = 0;
    if (r->compile.count > 0)
        compile(r, &r->compile, r->cached.count == 0);
}

static bool end(Reader *r)
{
    return (!r->worker || worker_end(r->run, r->findings, r->worker, &r->compiled)) &&
           select_units(r);
}

/* A header may lean on another one that did not change: then all have to be seen together. */
static bool compile_all(Reader *r)
{
    r->cached.count = r->compiled.count = 0;
    compile(r, &r->models, true);
    return end(r);
}

static void keep_units(Reader *r)
{
    if (r->cache && r->worker && r->input->buffers.count == 0)
        cache_write(r->work, r->cache, &r->selected);
}

/* Units for all models in `selected`. */
static bool gather(Reader *r)
{
    bool partial = r->cached.count > 0;

    if (!end(r) && !(partial && compile_all(r)))
        return false;
    keep_units(r);
    return true;
}

/* A unit of the cache can be damaged inside, where only unpacking it tells. */
static bool unpack_or_compile(Reader *r)
{
    if (unpack_selected(r))
        return true;
    if (!compile_all(r))
        return false;
    keep_units(r);
    return unpack_selected(r);
}

static void free_work(void *work)
{
    arena_free(work);
}

ReaderJob *reader_begin(Arena *run, Findings *findings, const ReaderInput *input)
{
    Reader *r = ARENA_NEW(run, Reader);

    *r = (Reader){.run = run, .work = arena_new(), .findings = findings, .input = input};
    arena_defer(run, free_work, r->work);
    r->cache = input->cache_dir ? cache_path(r->work, input) : NULL;
    if (input->paths.count > 0 && knows_nothing(r))
        r->early = worker_start(r->work, input);
    if (!sources_read(run, r->work, findings, input, &r->models))
        return NULL;
    begin(r);
    return r;
}

static bool take_facts(Reader *r, Facts *facts)
{
    bool ok = unpack_or_compile(r);

    for (size_t i = 0; ok && i < r->selected.count; i++)
        add_unit(r->run, facts, r->selected.items[i]);
    return ok;
}

static bool resolve(Reader *r, const char *path, const char *key, Schema *schema)
{
    Facts facts = {0};
    SqlFiles files = {0};
    size_t first = r->findings->items.count;

    if (!take_facts(r, &facts) ||
        !reader_resolve(r->run, r->findings, &facts, r->input, &files, schema))
        return false;
    if (path && r->input->buffers.count == 0)
        compiled_write(r->work, path, key, &files, r->findings, first, schema);
    return true;
}

bool reader_end(ReaderJob *job, Schema *schema)
{
    bool ok = gather(job);

    if (ok) {
        const char *path = job->cache ? compiled_path(job->work, job->input) : NULL;
        const char *key = compiled_key(job->work, job->input, &job->selected);

        ok = (path && compiled_read(job->run, job->findings, path, key, schema)) ||
             resolve(job, path, key, schema);
    }
    arena_reset(job->work);
    return ok;
}

bool reader_facts(Arena *run, Findings *findings, const ReaderInput *input, Facts *facts)
{
    ReaderJob *job = reader_begin(run, findings, input);

    return job && gather(job) && take_facts(job, facts);
}

bool reader_compile(Arena *run, Findings *findings, const ReaderInput *input, Schema *schema)
{
    ReaderJob *job = reader_begin(run, findings, input);

    return job && reader_end(job, schema);
}
