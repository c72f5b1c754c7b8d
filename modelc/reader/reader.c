#include "modelc/reader/reader.h"

#include "modelc/reader/cache.h"
#include "modelc/reader/reuse.h"
#include "modelc/reader/worker.h"

#define APPEND(arena, to, from)                                                                    \
    do                                                                                             \
        for (size_t item = 0; item < (from)->count; item++)                                        \
            vec_push(arena, to, (from)->items[item]);                                              \
    while (0)

typedef struct Reader {
    Arena *run, *work;
    Findings *findings;
    const ReaderInput *input;
    Sources models;
    Units cached, compiled, selected;
} Reader;

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

/* Compile what the cache does not hold; false when that is not enough to go on. */
static bool compile_changed(Reader *r, bool *written)
{
    Sources compile = {0};

    reuse_plan(r->work, r->input, &r->models, &r->cached, &compile);
    if (compile.count == r->models.count)
        return false;
    *written = compile.count > 0;
    return (compile.count == 0 ||
            worker_compile(r->run, r->findings, r->input, &compile, false, &r->compiled)) &&
           select_units(r);
}

static bool compile_all(Reader *r)
{
    r->cached.count = r->compiled.count = 0;
    return worker_compile(r->run, r->findings, r->input, &r->models, true, &r->compiled) &&
           select_units(r);
}

/* Units for all models in `selected`. */
static bool gather(Reader *r)
{
    const char *path = r->input->cache_dir ? cache_path(r->work, r->input) : NULL;
    bool changed = true;

    if (path)
        cache_read(r->run, path, &r->cached);
    if (!compile_changed(r, &changed) && !compile_all(r))
        return false;
    if (path && changed && r->input->buffers.count == 0)
        cache_write(r->work, path, &r->selected);
    return true;
}

bool reader_facts(Arena *run, Findings *findings, const ReaderInput *input, Facts *facts)
{
    Reader r = {.run = run, .work = arena_new(), .findings = findings, .input = input};
    bool ok = sources_read(run, r.work, findings, input, &r.models) && gather(&r);

    for (size_t i = 0; ok && i < r.selected.count; i++)
        add_unit(run, facts, r.selected.items[i]);
    arena_free(r.work);
    return ok;
}

bool reader_compile(Arena *run, Findings *findings, const ReaderInput *input, Schema *schema)
{
    Facts facts = {0};

    return reader_facts(run, findings, input, &facts) &&
           reader_resolve(run, findings, &facts, input, schema);
}
