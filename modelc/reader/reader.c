#include "modelc/reader/reader.h"

#include "modelc/reader/cache.h"
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

static bool select_units(Reader *r)
{
    r->selected.count = 0;
    return reuse_select(r->run, r->work, &r->models, &r->cached, &r->compiled, &r->selected) &&
           unpack_selected(r);
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
        r->worker = worker_begin(r->work, r->input, &r->compile, r->cached.count == 0);
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
    r->worker = worker_begin(r->work, r->input, &r->models, true);
    return end(r);
}

/* Units for all models in `selected`. */
static bool gather(Reader *r)
{
    bool partial = r->cached.count > 0;

    if (!end(r) && !(partial && compile_all(r)))
        return false;
    if (r->cache && r->worker && r->input->buffers.count == 0)
        cache_write(r->work, r->cache, &r->selected);
    return true;
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
    if (!sources_read(run, r->work, findings, input, &r->models))
        return NULL;
    r->cache = input->cache_dir ? cache_path(r->work, input) : NULL;
    begin(r);
    return r;
}

static bool take_facts(Reader *r, Facts *facts)
{
    bool ok = gather(r);

    for (size_t i = 0; ok && i < r->selected.count; i++)
        add_unit(r->run, facts, r->selected.items[i]);
    arena_reset(r->work);
    return ok;
}

bool reader_end(ReaderJob *job, Schema *schema)
{
    Facts facts = {0};

    return take_facts(job, &facts) &&
           reader_resolve(job->run, job->findings, &facts, job->input, schema);
}

bool reader_facts(Arena *run, Findings *findings, const ReaderInput *input, Facts *facts)
{
    ReaderJob *job = reader_begin(run, findings, input);

    return job && take_facts(job, facts);
}

bool reader_compile(Arena *run, Findings *findings, const ReaderInput *input, Schema *schema)
{
    ReaderJob *job = reader_begin(run, findings, input);

    return job && reader_end(job, schema);
}
