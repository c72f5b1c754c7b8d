/* squash: several revisions become one. */
#include "modelc/squash.h"

#include "base/text.h"
#include "migrate/resolve.h"
#include "modelc/command.h"
#include "modelc/record.h"
#include "modelc/revisions.h"

typedef struct SquashArgs {
    DraftArgs draft;
    bool statements, dry_run;
} SquashArgs;

static const Option squash_options[] = {
    OPTION(SquashArgs, draft.message, .name = "message", .letter = 'm', .value = "MESSAGE",
           .help = "what the revision does; also names the file (default: which ones it was)"),
    DRAFT_ID_OPTION(SquashArgs),
    DRAFT_EDIT_OPTION(SquashArgs),
    OPTION(SquashArgs, statements, .name = "statements",
           .help = "keep every statement, also where the schema alone would do"),
    OPTION(SquashArgs, dry_run, .name = "dry-run", .help = "print the revision, write nothing"),
    {.name = NULL},
};

static void fill(Squash *squash, const SquashArgs *args)
{
    Revision *revision = &squash->draft.revision;
    Arena *run = squash->session->run;

    squash_place(squash);
    if (!args->draft.message)
        revision->message =
            arena_printf(run, "squash %s to %s", squash->nodes.items[0]->revision->id,
                         squash->nodes.items[squash->nodes.count - 1]->revision->id);
}

static Status write(Squash *squash, const SquashArgs *args)
{
    Session *session = squash->session;
    const Graph *graph;

    if (args->dry_run) {
        session_print(session, "%s", squash->draft.text);
        return STATUS_DONE;
    }
    if (!draft_write(&squash->draft))
        return STATUS_ERROR;
    graph = draft_graph(&squash->draft);
    if (!graph || !squash_record(squash, graph))
        return STATUS_ERROR;
    session_say(session,
                "The files of the %zu revisions stay until every database is past %s; then they "
                "can go.\n",
                squash->nodes.count, squash->nodes.items[squash->nodes.count - 1]->revision->id);
    return STATUS_DONE;
}

static Status run(Session *session, const void *arguments)
{
    const SquashArgs *args = arguments;
    Squash squash = {.session = session, .keep_statements = args->statements};
    const char *from, *to;
    NodeVec none = {0};

    if (!draft_begin(session, &args->draft, &squash.draft))
        return STATUS_USAGE;
    if (!range_split(session->run, session->operands.items[0], &from, &to))
        return session_misuse(session,
                              "\"%s\" is no range: write FROM:TO, where either may be left out",
                              session->operands.items[0]);
    squash.graph = revisions_read(session);
    if (!squash.graph ||
        !resolve_range(session->run, session->findings, squash.graph, from, to, &none,
                       &squash.nodes) ||
        !squash_check(&squash))
        return STATUS_ERROR;
    fill(&squash, args);
    if (!squash_fill(&squash) || !draft_finish(&squash.draft, squash.content) ||
        !squash_prove(&squash))
        return STATUS_ERROR;
    return write(&squash, args);
}

const CommandBody squash_command = {
    .options = squash_options,
    .args_size = sizeof(SquashArgs),
    .about =
        "Writes one revision that replaces those of the range, both ends included. A database "
        "that\n"
        "has none of them runs the new one, one that has all of them has it already, and one that\n"
        "has a part is finished with the old files. From the first revision on, and where nothing\n"
        "was written by hand, the new one makes the schema at once; otherwise it holds every\n"
        "statement in order. It is proved on scratch databases.",
    .run = run,
};
