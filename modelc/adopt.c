#include "modelc/adopt.h"

#include "base/file.h"
#include "base/text.h"
#include "migrate/baseline.h"
#include "modelc/comparison.h"
#include "modelc/config.h"
#include "modelc/project.h"
#include "modelc/record.h"
#include "modelc/revisions.h"
#include "schema/sql.h"

#include <ctype.h>
#include <string.h>

static const OldTool tools[] = {
    {
     .name = "alembic",
     .table = "alembic_version",
     .query = "SELECT version_num::text, '', true FROM %s ORDER BY 1",
     .read_files = adopt_read_alembic,
     },
    {
     .name = "dbmate",
     .table = "schema_migrations",
     .query = "SELECT version::text, '', true FROM %s ORDER BY version",
     },
    {
     .name = "flyway",
     .table = "flyway_schema_history",
     /* A version that was undone or deleted has a later row that says so. */
        .query =
            "SELECT version, description, success FROM (SELECT DISTINCT ON (version) version::text,"
            " description::text, success, type, installed_rank FROM %s WHERE version IS NOT NULL"
            " ORDER BY version, installed_rank DESC) AS last WHERE type !~ '^(UNDO|DELETE)'"
            " ORDER BY installed_rank", },
    {
     .name = "golang-migrate",
     .table = "schema_migrations",
     .query = "SELECT version::text, '', NOT dirty FROM %s",
     .read_files = adopt_read_numbered,
     },
    {
     .name = "prisma",
     .table = "_prisma_migrations",
     .query = "SELECT migration_name::text, '', finished_at IS NOT NULL FROM %s"
                 " WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name", },
};

enum { TOOL_COUNT = sizeof tools / sizeof *tools };

const OldTool *old_tool_find(Session *session, const char *name)
{
    Suggestion near = {.wanted = name};
    StrVec names = {0};

    for (size_t i = 0; i < TOOL_COUNT; i++) {
        if (strcmp(tools[i].name, name) == 0)
            return &tools[i];
        suggest_offer(&near, tools[i].name);
        vec_push(session->run, &names, tools[i].name);
    }
    session_misuse(session, "adopt knows %s, not \"%s\"%s", text_join(session->run, &names, ", "),
                   name, suggest_text(session->run, &near));
    return NULL;
}

bool adopt_refuse(Session *session, const char *message, const char *hint)
{
    finding_add(session->findings, FINDING_MC728, NO_RANGE, "%s", message)->hint = hint;
    return false;
}

/* What is applied */

static bool refuse_failed(Session *session, const OldTool *tool, const char *id)
{
    return adopt_refuse(
        session,
        arena_printf(session->run, "migration \"%s\" of %s did not end well", id, tool->name),
        "Repair it with that tool first: what the database has is not certain.");
}

static bool read_table(Session *session, Db *db, const OldTool *tool, const char *table,
                       OldMigrations *out)
{
    DbError error;
    const char *sql = arena_printf(session->run, tool->query, table);
    const Rows *rows = db_query(session->run, db, sql, NULL, &error);

    if (!rows)
        return adopt_refuse(session,
                            arena_printf(session->run, "cannot read the table \"%s\" of %s: %s",
                                         table, tool->name, error.message),
                            "Name another one with --table, with its schema if need be.");
    for (size_t i = 0; i < rows_count(rows); i++) {
        OldMigration migration = {.id = rows_text(rows, i, 0), .title = rows_text(rows, i, 1)};

        if (!text_same(rows_text(rows, i, 2), "t"))
            return refuse_failed(session, tool, migration.id);
        vec_push(session->run, out, migration);
    }
    if (out->count > 0)
        return true;
    return adopt_refuse(
        session,
        arena_printf(session->run, "%s has not applied anything to this database", tool->name),
        "Then there is nothing to take over: begin with  modelc autogen.");
}

/* Revisions */

/* Other characters than those of identifiers become an underscore. */
static const char *identifier(Arena *run, const char *id)
{
    char *copy = arena_strdup(run, id);

    for (char *p = copy; *p; p++)
        if (!isalnum((unsigned char)*p) && *p != '_' && *p != '.')
            *p = '_';
    if (strlen(copy) > REVISION_ID_SIZE)
        copy[REVISION_ID_SIZE] = '\0';
    return revision_id_valid(copy) ? copy : arena_printf(run, "r_%s", copy);
}

static const char *note(Arena *run, const OldTool *tool)
{
    return arena_printf(run,
                        "-- %s ran it; what the database held when its history was taken "
                        "over is in baseline.sql",
                        tool->name);
}

static Revision *make_revision(Session *session, const OldTool *tool,
                               const OldMigrations *migrations, size_t index, const char *baseline)
{
    Arena *run = session->run;
    const OldMigration *migration = &migrations->items[index];
    Revision *revision = ARENA_NEW(run, Revision);
    time_t date = revisions_date() - (time_t)(migrations->count - 1 - index);

    revision->id = identifier(run, migration->id);
    revision->message = migration->title && *migration->title
                            ? migration->title
                            : arena_printf(run, "%s %s", tool->name, migration->id);
    revision->create_date = revision_date(run, date);
    revision->path = path_join(run, project_versions(session),
                               revision_file_name(run, date, revision->id, revision->message));
    for (size_t i = 0; i < migration->parents.count; i++)
        vec_push(run, &revision->parents, identifier(run, migration->parents.items[i]));
    if (migration->parents.count == 0 && !migration->root && index > 0)
        vec_push(run, &revision->parents, identifier(run, migrations->items[index - 1].id));
    for (size_t i = 0; i < migration->depends_on.count; i++)
        vec_push(run, &revision->depends_on, identifier(run, migration->depends_on.items[i]));
    for (size_t i = 0; i < migration->labels.count; i++)
        vec_push(run, &revision->labels, identifier(run, migration->labels.items[i]));
    if (revision->parents.count == 0)
        revision->starts_from = revision_checksum(run, (Text){baseline, strlen(baseline)});
    script_add(run, &revision->up, note(run, tool));
    script_add(run, &revision->down, arena_printf(run, "-- irreversible: %s ran it", tool->name));
    return revision;
}

/* Identifiers that differ in a character that ours cannot have, or behind the 64th. */
static bool check_identifiers(Session *session, const OldMigrations *migrations)
{
    Map seen = {0};

    for (size_t i = 0; i < migrations->count; i++) {
        const char *id = migrations->items[i].id;
        const char *other = map_put(session->run, &seen, identifier(session->run, id),
                                    arena_strdup(session->run, id));

        if (other)
            return adopt_refuse(session,
                                arena_printf(session->run,
                                             "\"%s\" and \"%s\" cannot be told apart "
                                             "as identifiers of revisions",
                                             other, id),
                                "Identifiers have letters, digits, _ and ., at most 64 of them.");
    }
    return true;
}

static bool write_revisions(Session *session, const OldTool *tool, const OldMigrations *migrations,
                            const char *baseline)
{
    for (size_t i = 0; i < migrations->count; i++) {
        Revision *revision = make_revision(session, tool, migrations, i, baseline);
        const char *text = revision_write(session->run, revision), *reason;

        if (!dir_make(session->run, project_versions(session), &reason) ||
            !file_write(session->run, revision->path, text, strlen(text), true, &reason)) {
            finding_add(session->findings, FINDING_MC903, (Range){.file = revision->path},
                        "cannot write %s: %s", revision->path, reason);
            return false;
        }
        session_say(session, "Generating %s ... done\n", revision->path);
    }
    return true;
}

/* All of it */

/* The other tool may still want its table: neither models nor revisions are to speak of it. */
static bool leave_out(Session *session, const char *table)
{
    StrBuf pattern = {.arena = session->run};
    bool added;

    if (!table)
        return true;
    strbuf_add(&pattern, "table:");
    for (const char *p = table; *p; p++)
        strbuf_addf(&pattern, "%s%c", isalnum((unsigned char)*p) || *p == '_' ? "" : "\\", *p);
    if (!config_add(session, "exclude", strbuf_text(&pattern), &added))
        return false;
    if (added)
        session_say(session, "Left out %s, which stays as it is\n", table);
    return true;
}

static bool check_project(Session *session, const Graph *graph, Runner *runner)
{
    Ledger ledger;

    if (graph->nodes.count > 0)
        return adopt_refuse(session, "the project has revisions already",
                            "An old history comes before all others: adopt it in a new project.");
    if (!ledger_read(session->run, session->findings, runner->db, runner->ledger_schema, &ledger))
        return false;
    return ledger.rows.count == 0 ||
           adopt_refuse(session, "the database has a ledger of modelc with revisions in it",
                        "\"modelc stamp --purge base\" empties it, if they are of no use.");
}

/* A ledger that cannot be written leaves no files that say otherwise. */
static void take_back(Session *session, const Graph *graph)
{
    const char *ignored;

    for (size_t i = 0; graph && i < graph->nodes.count; i++)
        file_remove(graph->nodes.items[i]->revision->path, &ignored);
    file_remove(record_path(session), &ignored);
    file_remove(baseline_path(session->run, project_versions(session)), &ignored);
}

static bool stamp(Session *session, Runner *runner)
{
    StrVec words = {0};
    RunResult done;
    Json *result = session_result(session);

    runner->graph = revisions_read(session);
    vec_push(session->run, &words, "heads");
    /* No model says anything yet. */
    if (!runner->graph || !record_write(session, runner->graph, "") ||
        !runner_stamp(runner, &words, false, &done)) {
        take_back(session, runner->graph);
        return false;
    }
    if (result)
        json_set_value(result, "adopted", revisions_ids(session, &runner->graph->nodes));
    session_say(session,
                "Adopted %zu revision%s. Next:  modelc pull  writes the models and records them.\n",
                done.nodes.count, done.nodes.count == 1 ? "" : "s");
    return true;
}

bool adopt(Session *session, const OldTool *tool, const char *dir, const char *table)
{
    const Graph *graph = revisions_read(session);
    const char *name = table ? table : tool->table, *baseline = NULL;
    OldMigrations last = {0}, all = {0};
    Runner runner;

    if (dir && !tool->read_files) {
        session_misuse(session, "the table of %s lists all: leave --from out", tool->name);
        return false;
    }
    if (!graph || !revisions_connect(session, graph, &runner) ||
        !check_project(session, graph, &runner) ||
        !read_table(session, runner.db, tool, name, &last))
        return false;
    if (dir && !tool->read_files(session, dir, &last, &all))
        return false;
    if (all.count == 0)
        all = last;
    return check_identifiers(session, &all) &&
           comparison_baseline(session, runner.db, &name, &baseline) &&
           record_baseline(session, baseline) && write_revisions(session, tool, &all, baseline) &&
           stamp(session, &runner) && leave_out(session, name);
}
