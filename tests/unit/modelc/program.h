/* The whole program, run in the process of the test. */
#ifndef TESTS_UNIT_MODELC_PROGRAM_H
#define TESTS_UNIT_MODELC_PROGRAM_H

#include "base/strbuf.h"
#include "modelc/program.h"
#include "tests/unit/modelc/folder.h"

#include <stdio.h>

typedef struct Outcome {
    int status;
    const char *out, *err;
} Outcome;

static inline const char *outcome_read(Arena *arena, FILE *stream)
{
    StrBuf buf = {.arena = arena};
    char chunk[4096];

    rewind(stream);
    for (size_t got; (got = fread(chunk, 1, sizeof chunk, stream)) > 0;)
        strbuf_addn(&buf, chunk, got);
    fclose(stream);
    return strbuf_text(&buf);
}

/* Run the program in the folder where we stand, and come back there. */
static inline Outcome outcome_of(Arena *arena, const char *const *words)
{
    FILE *out = tmpfile(), *err = tmpfile();
    VEC(char *) arguments = {0};
    Outcome outcome;
    char here[4096];

    assert_true(out && err && getcwd(here, sizeof here));
    unsetenv("DATABASE_URL");
    vec_push(arena, &arguments, arena_strdup(arena, "modelc"));
    for (size_t i = 0; words[i]; i++)
        vec_push(arena, &arguments, arena_strdup(arena, words[i]));
    outcome.status = program_run(arena, (int)arguments.count, arguments.items, out, err);
    assert_int_equal(chdir(here), 0);
    outcome.out = outcome_read(arena, out);
    outcome.err = outcome_read(arena, err);
    return outcome;
}

#define RUN(arena, ...) outcome_of(arena, (const char *const[]){__VA_ARGS__, NULL})

#endif
