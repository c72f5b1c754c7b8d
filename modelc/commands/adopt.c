/* adopt: take over the history that another tool kept. */
#include "modelc/adopt.h"

#include "modelc/command.h"

typedef struct AdoptArgs {
    const char *from, *table;
} AdoptArgs;

static const Option adopt_options[] = {
    OPTION(AdoptArgs, from, .name = "from", .value = "DIR", .path = true,
           .help =
               "where the old migrations are: alembic and golang-migrate keep only the last one "
               "in the database"),
    OPTION(AdoptArgs, table, .name = "table", .value = "TABLE",
           .help = "the tool's table, when it is not the usual one"),
    {.name = NULL},
};

static Status run(Session *session, const void *arguments)
{
    const AdoptArgs *args = arguments;
    const OldTool *tool = old_tool_find(session, session->operands.items[0]);

    if (!tool)
        return STATUS_USAGE;
    return adopt(session, tool, args->from, args->table) ? STATUS_DONE : STATUS_ERROR;
}

const CommandBody adopt_command = {
    .options = adopt_options,
    .args_size = sizeof(AdoptArgs),
    .about =
        "Writes a revision without statements for each migration that the other tool has applied,\n"
        "with its identifier, and a ledger that says so. What the database holds is written to\n"
        "migrations/baseline.sql, which an empty database gets before the first revision.\n"
        "Nothing of the other tool is touched; modelc.json gets a pattern that leaves its table "
        "out.",
    .run = run,
};
