#include "modelc/side.h"

#include "base/file.h"
#include "base/text.h"
#include "introspect/catalog.h"
#include "migrate/baseline.h"
#include "migrate/runner.h"
#include "modelc/comparison.h"
#include "modelc/database.h"
#include "modelc/filter.h"
#include "modelc/project.h"
#include "modelc/revisions.h"
#include "modelc/scratch_database.h"
#include "modelc/spell_order.h"
#include "modelc/spell_sides.h"
#include "modelc/unsaid.h"
#include "modelc/verdict.h"
#include "schema/snapshot.h"
#include "schema/sql.h"

#include <string.h>

/* What a word means */

/* "postgresql://...", "host=/run dbname=shop". */
static bool is_conninfo(const char *word)
{
    return strstr(word, "://") || strchr(word, '=');
}

static bool resolve_revision(Session *session, Side *side)
{
    bool relative = strchr("+-", side->word[0]) || text_starts(side->word, "current");
    NodeVec current = {0};

    return (!relative || revisions_current(session, &side->graph, &current)) &&
           resolve_target(session->run, session->findings, side->graph, side->word, &current,
                          DIRECTION_ANY, &side->target);
}

bool side_resolve(Session *session, const Graph *graph, const char *word, Side *side)
{
    *side = (Side){.word = word, .kind = SIDE_REVISION, .graph = graph};
    if (strcmp(word, "models") == 0)
        side->kind = SIDE_MODELS;
    else if (strcmp(word, "db") == 0)
        side->kind = SIDE_DATABASE;
    else if (text_ends(word, ".json"))
        side->kind = SIDE_SNAPSHOT;
    else if (is_conninfo(word)) {
        side->kind = SIDE_DATABASE;
        side->conninfo = word;
    }
    return side->kind != SIDE_REVISION || resolve_revision(session, side);
}

bool side_is_text(const Side *side)
{
    return side->kind == SIDE_MODELS || side->kind == SIDE_SNAPSHOT;
}

/* Databases */

static bool read_catalog(Session *session, Db *db, const Managed *managed, Side *side)
{
    CatalogOptions options = managed ? managed_options(managed) : (CatalogOptions){0};
    const char *ledger = project_ledger_schema(session);

    options.requested = session->options->owners;
    options.ledger = path_under(session->run, sql_ident(session->run, ledger), LEDGER_TABLE);
    if (!catalog_read(session->run, db, session->findings, &options, &side->schema) ||
        !filter_apply(session, session->run, &side->schema))
        return false;
    schema_namespace(session->run, &side->schema, "public");
    side->version = db_server_version(db);
    return true;
}

static bool read_database(Session *session, const Managed *managed, Side *side)
{
    side->db = side->conninfo ? db_open(session->run, session->findings, side->conninfo)
                              : database_open(session);
    return side->db && read_catalog(session, side->db, managed, side);
}

/* Texts */

static bool read_snapshot(Session *session, Side *side)
{
    Snapshot snapshot;
    bool found;

    if (!snapshot_read(session->run, session->findings, side->word, &snapshot, &found))
        return false;
    if (!found) {
        finding_add(session->findings, FINDING_MC815, (Range){.file = side->word},
                    "there is no snapshot '%s'", side->word)
            ->hint = "A side of diff is models, db, a URL, a revision or a snapshot file.";
        return false;
    }
    side->said = snapshot.schema;
    if (!filter_apply(session, session->run, &side->said))
        return false;
    schema_namespace(session->run, &side->said, "public");
    return true;
}

/* What only the text knows: which names are meant, what was renamed, where it stands. */
static void take_said(const Schema *said, Schema *made)
{
    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < said->objects[id].entries.count; i++) {
            const Object *text = said->objects[id].entries.items[i].value;
            Object *object = schema_find(made, id, text->path);

            if (!object)
                continue;
            object->name_given = text->name_given;
            object->renamed_from = text->renamed_from;
            object->moved_from = text->moved_from;
            object->at = text->at;
        }
}

static void report_refused(Session *session, const Side *side, const Map *refused)
{
    const Schema *said = &side->said;

    for (KindId id = 0; id < KIND_COUNT; id++)
        for (size_t i = 0; i < said->objects[id].entries.count; i++) {
            const Object *object = said->objects[id].entries.items[i].value;
            const DbError *error = map_get(refused, object->path);

            if (error && !schema_find(&side->schema, id, object->path))
                finding_add(session->findings, FINDING_M606, object->at,
                            "the server does not accept %s \"%s\": %s", kind_of(id)->title,
                            object->path, error->message)
                    ->object = object->path;
        }
}

static Db *open_scratch(Session *session, Arena *arena)
{
    const char *conninfo = scratch_anywhere(session, arena);

    return conninfo ? db_open(arena, session->findings, conninfo) : NULL;
}

/* Make what is said in a database, and read it back into `schema`. */
static bool make_said(Session *session, Side *side, Map *refused)
{
    Arena *arena = arena_new();
    Db *db = open_scratch(session, arena);
    Managed managed = {0};
    DbError ignored;
    bool ok;

    managed_add_schemas(session->run, &managed, &side->said);
    managed_add(session->run, &managed, &side->said);
    ok = db && db_run(arena, db, "SET check_function_bodies = off", &ignored) &&
         scratch_fill_others(session->run, db, side->others) &&
         scratch_fill(session->run, db, &side->said, refused) &&
         read_catalog(session, db, &managed, side) && verdict_take(session, db);
    arena_free(arena);
    return ok;
}

static bool read_said(Session *session, Side *side)
{
    Map refused = {0};

    if (!make_said(session, side, &refused))
        return false;
    report_refused(session, side, &refused);
    unsaid_forget(session->run, &side->schema, &side->said, &side->said);
    take_said(&side->said, &side->schema);
    if (side->kind == SIDE_SNAPSHOT)
        unsaid_forget_names(&side->schema);
    side->schema.dropped = side->said.dropped;
    return true;
}

/* Revisions */

static void say(void *context, const char *line)
{
    session_detail(context, "%s\n", line);
}

/* All that the target needs; for base, what was there before the first one. */
static bool run_revisions(Session *session, Runner *runner, const Side *side)
{
    const Graph *graph = runner->graph;
    NodeSet needed = nodeset_ancestors(session->run, graph, &side->target.nodes, EDGES_ALL);
    NodeVec nodes = {0};
    RunResult result;

    nodeset_list(session->run, graph, needed, &nodes);
    for (size_t i = 0; nodes.count == 0 && i < graph->nodes.count; i++)
        if (!baseline_lay(runner, &(Ledger){0}, graph->nodes.items[i]->revision, NULL))
            return false;
    return runner_run(runner, &nodes, DIRECTION_UP, &result);
}

static bool read_revision(Session *session, Side *side)
{
    Arena *arena = arena_new();
    Runner runner = {
        .run = session->run,
        .findings = session->findings,
        .db = open_scratch(session, arena),
        .graph = side->graph,
        .ledger_schema = project_ledger_schema(session),
        .say = say,
        .context = session,
    };
    bool ok = runner.db && run_revisions(session, &runner, side) &&
              read_catalog(session, runner.db, NULL, side);

    arena_free(arena);
    return ok;
}

bool side_read(Session *session, const Managed *managed, Side *side)
{
    switch (side->kind) {
    case SIDE_MODELS:
        return comparison_models(session, session->findings, &side->said) &&
               read_said(session, side);
    case SIDE_DATABASE:
        return read_database(session, managed, side);
    case SIDE_REVISION:
        return read_revision(session, side);
    case SIDE_SNAPSHOT:
        return read_snapshot(session, side) && read_said(session, side);
    }
    return false;
}

/* A side that is made once more, beside the other one. */
typedef struct Following {
    Session *session;
    Db *db;
    const Side *side, *other;
} Following;

static bool make_again(void *context, Schema *said, Schema *made)
{
    const Following *following = context;
    Session quiet = *following->session;
    Findings unheard = {.arena = quiet.run};
    Side side = {.said = *said, .others = following->side->others};

    if (!make_said(following->session, &side, &(Map){0}))
        return false;
    quiet.findings = &unheard;
    spell_sides(&quiet, following->db, &following->other->schema, &side.schema);
    *made = side.schema;
    return true;
}

static bool side_follow(Session *session, Db *db, const Side *other, Side *side)
{
    Following following = {.session = session, .db = db, .side = side, .other = other};
    SpellOrder order = {.said = &side->said,
                        .spelled = &side->schema,
                        .like = &other->schema,
                        .make = make_again,
                        .context = &following};

    return spell_in_order(session->run, &order);
}

bool side_meet(Session *session, Db *db, Side *from, Side *to)
{
    spell_sides(session, db, &from->schema, &to->schema);
    if (side_is_text(to))
        return side_follow(session, db, from, to);
    return !side_is_text(from) || side_follow(session, db, to, from);
}
