/* compile: the models as something else. */
#include "modelc/command.h"

#include "base/text.h"
#include "codegen/statement.h"
#include "modelc/fix.h"
#include "modelc/project.h"
#include "modelc/reader/reader.h"
#include "schema/snapshot.h"

typedef struct CompileArgs {
    const char *emit;
    bool fix;
} CompileArgs;

/* What one edit brings to light the next one mends; more rounds would be a fault of ours. */
enum { FIX_ROUNDS = 20 };

static const char *const emitters[] = {"sql", "json", NULL};

static const Option compile_options[] = {
    OPTION(CompileArgs, emit, .name = "emit", .value = "FORMAT", .choices = emitters,
           .help = "print the schema: sql (statements for an empty database) or json"),
    OPTION(CompileArgs, fix, .name = "fix",
           .help = "write the corrections that are certain into the models"),
    {.name = NULL},
};

/* From a database that holds nothing but what every database has. */
static bool print_sql(Session *session, const Schema *models)
{
    Schema empty = {0};
    Plan plan;
    Hazards none = {0};
    Statements statements;

    schema_namespace(session->run, &empty, "public");
    match_schemas(&empty, models);
    if (!plan_make(session->run, session->findings, &empty, models, &plan))
        return false;
    statements = statements_make(session->run, &plan, &none);
    session_print(session, "%s", statements_text(session->run, &statements, &none));
    return true;
}

/* False when a file cannot be written; `*fixed` counts the edits. */
static bool fix_models(Session *session, const ReaderInput *input, size_t *fixed)
{
    *fixed = 0;
    for (int round = 0; round < FIX_ROUNDS; round++) {
        Findings found = {.arena = session->run};
        Schema models = {0};
        size_t now;

        reader_compile(session->run, &found, input, &models);
        findings_sort(&found);
        if (!fix_files(session->run, session->findings, &found, &input->paths, &now))
            return false;
        *fixed += now;
        if (now == 0)
            break;
    }
    return true;
}

static void tell_fixed(Session *session, size_t fixed)
{
    Json *result = session_result(session);
    size_t all = fixed + session->findings->items.count;

    if (result) {
        json_set_number(result, "fixed", (long long)fixed);
        json_set_number(result, "found", (long long)all);
    } else if (all > 0) {
        session_say(session, "Fixed %zu of %zu finding%s.\n", fixed, all, all == 1 ? "" : "s");
    }
}

static Status run(Session *session, const void *arguments)
{
    const CompileArgs *args = arguments;
    ReaderInput input;
    Schema models = {0};
    size_t fixed = 0;

    if (!project_reader_input(session, &input) || !project_models(session, &input.paths) ||
        (args->fix && !fix_models(session, &input, &fixed)))
        return STATUS_ERROR;

    bool ok = reader_compile(session->run, session->findings, &input, &models);

    ok = session_warnings(session) && ok;
    if (args->fix)
        tell_fixed(session, fixed);
    if (!ok)
        return STATUS_ERROR;
    schema_namespace(session->run, &models, "public");
    if (text_same(args->emit, "json"))
        session_print(session, "[\n%s\n]\n", snapshot_objects(session->run, &models));
    else if (text_same(args->emit, "sql") && !print_sql(session, &models))
        return STATUS_ERROR;
    return STATUS_DONE;
}

const CommandBody compile_command = {
    .options = compile_options,
    .args_size = sizeof(CompileArgs),
    .about =
        "Without --emit, only checks the models.  With --fix, misspelt words of the language,\n"
        "commas between clauses and operators that were torn apart are corrected in place;\n"
        "what could be meant otherwise, such as the name of a table, is left to you.",
    .run = run,
};
