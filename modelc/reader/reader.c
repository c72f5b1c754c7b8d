#include "modelc/reader/reader.h"

#include "base/text.h"
#include "modelc/reader/clang.h"

#include <stdlib.h>
#include <string.h>

static int compare_units(const void *a, const void *b)
{
    return strcmp((*(Unit *const *)a)->path, (*(Unit *const *)b)->path);
}

#define APPEND(arena, to, from)                                                                    \
    do                                                                                             \
        for (size_t item = 0; item < (from)->count; item++)                                        \
            vec_push(arena, to, (from)->items[item]);                                              \
    while (0)

static void add_unit(Arena *run, Facts *facts, const Unit *unit)
{
    APPEND(run, &facts->structs, &unit->facts.structs);
    APPEND(run, &facts->enums, &unit->facts.enums);
    APPEND(run, &facts->typedefs, &unit->facts.typedefs);
    APPEND(run, &facts->clauses, &unit->facts.clauses);
    if (unit->path[0] != '<')
        vec_push(run, &facts->files, unit->path);
}

bool reader_facts(Arena *run, Findings *findings, const ReaderInput *input, Facts *facts)
{
    Arena *work = arena_new();
    Sources sources = {0};
    Units units = {0};
    bool ok = sources_read(run, work, findings, input, &sources) &&
              clang_read(run, findings, input, &sources, &units);

    if (ok) {
        qsort(units.items, units.count, sizeof *units.items, compare_units);
        for (size_t i = 0; i < units.count; i++)
            add_unit(run, facts, units.items[i]);
    }
    arena_free(work);
    return ok;
}

bool reader_compile(Arena *run, Findings *findings, const ReaderInput *input, Schema *schema)
{
    Facts facts = {0};

    return reader_facts(run, findings, input, &facts) &&
           reader_resolve(run, findings, &facts, schema);
}
