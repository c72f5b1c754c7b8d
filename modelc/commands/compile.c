/* compile: the models as something else. */
#include "modelc/command.h"

#include "base/text.h"
#include "codegen/statement.h"
#include "modelc/project.h"
#include "modelc/reader/reader.h"
#include "schema/snapshot.h"

typedef struct CompileArgs {
    const char *emit;
} CompileArgs;

static const char *const emitters[] = {"sql", "json", NULL};

static const Option compile_options[] = {
    OPTION(CompileArgs, emit, .name = "emit", .value = "FORMAT", .choices = emitters,
           .help = "print the schema: sql (statements for an empty database) or json"),
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

static Status run(Session *session, const void *arguments)
{
    const CompileArgs *args = arguments;
    ReaderInput input = {.cache_dir = READER_CACHE};
    Schema models = {0};

    if (!project_models(session, &input.paths) ||
        !reader_compile(session->run, session->findings, &input, &models))
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
    .about = "Without --emit, only checks the models.",
    .run = run,
};
