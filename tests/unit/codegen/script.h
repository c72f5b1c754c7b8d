/* The SQL between two schemas, for tests. */
#ifndef TESTS_UNIT_CODEGEN_SCRIPT_H
#define TESTS_UNIT_CODEGEN_SCRIPT_H

#include "tests/unit/build.h"

#include "codegen/statement.h"

typedef struct Script {
    Plan plan;
    Findings findings;
    Hazards hazards;
    const char *text;
} Script;

/* `live` NULL: without hazards. */
static inline Script script_of(Arena *arena, const Schema *from, const Schema *to,
                               const LiveFacts *live)
{
    Script script = {.findings = {.arena = arena}};

    match_schemas(from, to);
    assert_true(plan_make(arena, &script.findings, from, to, &script.plan));
    if (live)
        find_hazards(arena, &script.findings, &script.plan, live, false, &script.hazards);

    Statements statements = statements_make(arena, &script.plan, &script.hazards);

    script.text = statements_text(arena, &statements, &script.hazards);
    return script;
}

/* What leads from one schema to another; schemas as build() takes them. */
typedef struct ScriptCase {
    const char *title, *from, *to, *sql;
} ScriptCase;

static inline void check_scripts(Arena *arena, const ScriptCase *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        Schema from = build(arena, cases[i].from), to = build(arena, cases[i].to);
        Script script = script_of(arena, &from, &to, NULL);

        if (!text_same(script.text, cases[i].sql))
            print_error("%s:\n", cases[i].title);
        assert_string_equal(script.text, cases[i].sql);
    }
}

#endif
