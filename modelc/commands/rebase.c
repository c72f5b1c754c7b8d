/* rebase: my revisions go behind somebody else's. */
#include "modelc/rebase.h"

#include "base/text.h"
#include "migrate/resolve.h"
#include "modelc/command.h"
#include "modelc/decision.h"
#include "modelc/revisions.h"

static const Option rebase_options[] = {
    OPTION(RebaseArgs, onto, .name = "onto", .value = "REV",
           .help = "revision to go behind (default: the other head)"),
    OPTION(RebaseArgs, regenerate, .name = "regenerate",
           .help = "generate from the models anew also what still fits"),
    OPTION(RebaseArgs, fill, .name = "fill", .value = "TABLE.COLUMN=EXPRESSION",
           .help = "value for old rows of a new NOT NULL column; may be repeated"),
    DECISION_OPTION(RebaseArgs),
    OPTION(RebaseArgs, dry_run, .name = "dry-run", .help = "say what would move, change nothing"),
    {.name = NULL},
};

/* Which of two people's revisions is to be renamed is nothing to guess. */
static Status refuse_choice(Session *session, const NodeVec *heads)
{
    StrVec ids = {0};
    Finding *finding;

    for (size_t i = 0; i < heads->count; i++)
        vec_push(session->run, &ids, heads->items[i]->revision->id);
    finding =
        finding_add(session->findings, FINDING_MC808, NO_RANGE,
                    "Multiple head revisions are present: %s", text_join(session->run, &ids, ", "));
    finding->hint = "Say which one is yours: \"modelc rebase REV\" moves it behind the other, "
                    "\"--onto REV\" says behind which.";
    return STATUS_BLOCKED;
}

/* The heads that are not behind `last`. */
static NodeVec other_heads(Session *session, const Graph *graph, GraphNode *last,
                           const NodeVec *heads)
{
    NodeSet behind = nodeset_descendants(session->run, graph,
                                         &(NodeVec){.items = &last, .count = 1}, EDGES_REVISES);
    NodeVec others = {0};

    for (size_t i = 0; i < heads->count; i++)
        if (!behind[heads->items[i]->order])
            vec_push(session->run, &others, heads->items[i]);
    return others;
}

static Status choose(Rebase *rebase, const NodeVec *current, GraphNode **last)
{
    Session *session = rebase->session;
    NodeVec heads = {0}, others;

    graph_heads(session->run, rebase->graph, &heads);
    if (session->operands.count == 0 && heads.count > 1)
        return refuse_choice(session, &heads);
    *last = resolve_one(session->run, session->findings, rebase->graph,
                        session->operands.count ? session->operands.items[0] : "head", current);
    if (!*last)
        return STATUS_ERROR;
    others = other_heads(session, rebase->graph, *last, &heads);
    if (!rebase->args->onto && others.count > 1)
        return refuse_choice(session, &others);
    rebase->onto = others.count ? others.items[0] : NULL;
    if (rebase->args->onto)
        rebase->onto = resolve_one(session->run, session->findings, rebase->graph,
                                   rebase->args->onto, current);
    return rebase->args->onto && !rebase->onto ? STATUS_ERROR : STATUS_DONE;
}

/* Renamed, a revision that a database has would be run again. */
static bool check_applied(Rebase *rebase, const Ledger *ledger, const char *database)
{
    bool ok = true;

    for (size_t i = 0; i < rebase->moving.count; i++) {
        const Revision *revision = rebase->moving.items[i]->revision;

        if (!ledger_find(ledger, revision->id))
            continue;
        finding_add(rebase->session->findings, FINDING_MC822, revision->id_at,
                    "revision \"%s\" cannot move: it is applied on %s", revision->id, database)
            ->hint = "Undo it there first with \"modelc downgrade\"; if others have it too, merge "
                     "instead.";
        ok = false;
    }
    return ok;
}

static void print_moved(const Rebase *rebase)
{
    Session *session = rebase->session;
    Json *result = session_result(session);
    Json *array = result ? json_make_array(session->run) : NULL;

    for (size_t i = 0; i < rebase->moved.count; i++) {
        const Moved *moved = &rebase->moved.items[i];
        Json *object = result ? json_make_object(session->run) : NULL;

        if (!result) {
            session_print(session, "%s -> %s%s%s\n", moved->from->revision->id, moved->to->id,
                          moved->to->message[0] ? ", " : "",
                          revision_title(session->run, moved->to));
            continue;
        }
        json_set_text(object, "from", moved->from->revision->id);
        json_set_text(object, "to", moved->to->id);
        json_set_text(object, "path", moved->to->path);
        json_add_value(array, object);
    }
    if (result)
        json_set_value(result, "moved", array);
}

static bool stands_behind(const Rebase *rebase)
{
    const GraphNode *first = rebase->moving.items[0];

    return first->parents.count == 1 && first->parents.items[0] == rebase->onto;
}

static Status move(Rebase *rebase)
{
    Status status;

    if (stands_behind(rebase) && !rebase->args->regenerate) {
        session_say(rebase->session, "Revision %s stands behind %s already.\n",
                    rebase->moving.items[0]->revision->id, rebase->onto->revision->id);
        print_moved(rebase);
        return STATUS_DONE;
    }
    status = rebase_prove(rebase);
    if (status != STATUS_DONE)
        return status;
    if (!rebase->args->dry_run && !rebase_write(rebase))
        return STATUS_ERROR;
    print_moved(rebase);
    return STATUS_DONE;
}

static Status run(Session *session, const void *arguments)
{
    Rebase rebase = {.session = session, .args = arguments};
    GraphNode *last = NULL;
    Runner runner;
    Ledger ledger;
    NodeVec current = {0};
    Status status;

    if (!decision_check(session, &rebase.args->allow))
        return STATUS_USAGE;
    rebase.graph = revisions_read(session);
    if (!rebase.graph || !revisions_connect(session, rebase.graph, &runner) ||
        !runner_current(&runner, &ledger, &current))
        return STATUS_ERROR;
    rebase.graph = runner.graph;
    status = choose(&rebase, &current, &last);
    if (status != STATUS_DONE)
        return status;
    if (!rebase.onto) {
        session_say(session, "There is one head: nothing to rebase.\n");
        print_moved(&rebase);
        return STATUS_DONE;
    }
    if (!rebase_plan(&rebase, last) || !check_applied(&rebase, &ledger, db_address(runner.db)))
        return STATUS_ERROR;
    return move(&rebase);
}

const CommandBody rebase_command = {
    .options = rebase_options,
    .args_size = sizeof(RebaseArgs),
    .about =
        "REV and what is before it, as far as the other head does not have it, goes behind that\n"
        "head: with a new identifier and date, each proved on a scratch database. Generated\n"
        "statements that no longer fit are generated anew; SQL written by hand stays.\n"
        "Also writes migrations/schema.json anew, with git's conflict marks in it or without.",
    .run = run,
};
