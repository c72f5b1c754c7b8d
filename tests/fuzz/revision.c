/* Revision files: reading, taking apart into statements, and writing what was read. */
#include "tests/fuzz/fuzz.h"

#include "codegen/revision.h"
#include "migrate/script.h"

static Revision *read_text(Arena *run, Findings *findings, const char *bytes, size_t length)
{
    return revision_read(run, findings, "fuzz.sql", (Text){.bytes = bytes, .length = length});
}

static void split(Arena *run, const Revision *revision, const Script *script)
{
    for (size_t i = 0; i < script->steps.count; i++) {
        Findings findings = {.arena = run};
        ScriptStatements statements = {0};
        bool ok = step_statements(run, &findings, revision, &script->steps.items[i], &statements);

        check_findings(&findings, ok, revision->text.length);
        for (size_t k = 0; ok && k < statements.count; k++)
            must(statements.items[k].offset <= strlen(script->steps.items[i].sql),
                 "a statement lies in its step");
    }
}

/* Blank lines around steps may go, nothing else. */
static void write_back(Arena *run, const Revision *revision)
{
    Findings findings = {.arena = run};
    const char *first = revision_write(run, revision);
    const Revision *again = read_text(run, &findings, first, strlen(first));

    must(again != NULL, "what was written can be read");
    must(strcmp(again->id, revision->id) == 0, "its identifier stays");
    must(again->up.steps.count == revision->up.steps.count, "its steps stay");
    must(again->down.steps.count == revision->down.steps.count, "and those of its way down");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *run = arena_new();
    Findings findings = {.arena = run};
    const char *bytes = arena_strndup(run, "", 0);

    if (is_text(data, size))
        bytes = arena_strndup(run, (const char *)data, size);
    else
        size = 0;

    const Revision *revision = read_text(run, &findings, bytes, size);

    check_findings(&findings, revision != NULL, size);
    if (revision) {
        split(run, revision, &revision->up);
        split(run, revision, &revision->down);
        write_back(run, revision);
    }
    arena_free(run);
    return 0;
}
