/* Revisions given as texts, and a database of its own for each test of the runner. */
#ifndef TESTS_UNIT_MIGRATE_WORLD_H
#define TESTS_UNIT_MIGRATE_WORLD_H

#include "tests/unit/introspect/shared.h"

#include "base/strbuf.h"
#include "base/text.h"
#include "introspect/scratch.h"
#include "migrate/lock.h"
#include "migrate/runner.h"

/* A database of its own for each test, and revisions given as texts. */
typedef struct World {
    Arena *run;
    Findings findings;
    Db *db;
    Runner runner;
    StrBuf said;
    RevisionVec revisions;
    const char *conninfo;
} World;

static inline void say(void *context, const char *line)
{
    strbuf_addf(&((World *)context)->said, "%s\n", line);
}

static inline int begin(void **state)
{
    Arena *run = arena_new();
    World *world = ARENA_NEW(run, World);

    world->run = run;
    world->findings.arena = run;
    world->said.arena = run;
    world->conninfo = scratch_create(run, &world->findings, shared.server.conninfo);
    assert_non_null(world->conninfo);
    world->db = db_open(run, &world->findings, world->conninfo);
    assert_non_null(world->db);
    world->runner = (Runner){.run = run,
                             .findings = &world->findings,
                             .db = world->db,
                             .ledger_schema = "public",
                             .wait_lock_ms = 1000,
                             .say = say,
                             .context = world};
    *state = world;
    return 0;
}

static inline int end(void **state)
{
    arena_free(((World *)*state)->run);
    return 0;
}

/* "ID" revises "PARENTS"; a NULL half is missing. */
static inline void add(World *world, const char *id, const char *parents, const char *up,
                       const char *down)
{
    const char *text = arena_printf(world->run,
                                    "-- message of %s\n--\n-- Revision ID: %s\n-- Revises: %s\n"
                                    "-- Create Date: %03zu\n-- migrate:up%s\n",
                                    id, id, parents, world->revisions.count, up);
    const char *rest = down ? arena_printf(world->run, "-- migrate:down%s\n", down) : "";
    const char *all = arena_printf(world->run, "%s%s", text, rest);
    Revision *revision =
        revision_read(world->run, &world->findings, arena_printf(world->run, "versions/%s.sql", id),
                      (Text){all, strlen(all)});

    assert_non_null(revision);
    vec_push(world->run, &world->revisions, revision);
}

static inline void build(World *world)
{
    world->runner.graph = graph_build(world->run, &world->findings, &world->revisions);
    assert_non_null(world->runner.graph);
}

/* a1 - b2 - c3, one table each. */
static inline void build_three(World *world)
{
    add(world, "a1", "", "\nCREATE TABLE a (id integer);\nINSERT INTO a VALUES (1);",
        "\nDROP TABLE a;");
    add(world, "b2", "a1", "\nCREATE TABLE b (id integer);", "\nDROP TABLE b;");
    add(world, "c3", "b2", "\nCREATE TABLE c (id integer);", "\nDROP TABLE c;");
    build(world);
}

static inline const Finding *last_finding(const World *world)
{
    assert_true(world->findings.items.count > 0);
    return world->findings.items.items[world->findings.items.count - 1];
}

static inline void expect_ok(const World *world, bool ok)
{
    if (!ok)
        fail_msg("%s", last_finding(world)->message);
}

static inline void go_up(World *world, const char *word)
{
    RunResult result;

    expect_ok(world, runner_upgrade(&world->runner, word, &result));
}

static inline void go_down(World *world, const char *word)
{
    RunResult result;

    expect_ok(world, runner_downgrade(&world->runner, word, &result));
}

static inline const Finding *expect_refused(World *world, bool ok, FindingId id,
                                            const char *message)
{
    const Finding *finding;

    assert_false(ok);
    finding = last_finding(world);
    assert_string_equal(finding_kind(finding->id)->code, finding_kind(id)->code);
    if (!strstr(finding->message, message))
        fail_msg("\"%s\" does not say \"%s\"", finding->message, message);
    return finding;
}

/* The line of the file that the finding points at, and the text there. */
static inline void expect_place(const World *world, const Finding *finding, size_t line,
                                const char *text)
{
    for (size_t i = 0; i < world->revisions.count; i++) {
        const Revision *revision = world->revisions.items[i];

        if (!text_same(revision->path, finding->at.file))
            continue;
        assert_int_equal(revision_line(revision, finding->at.begin), line);
        assert_string_equal(arena_strndup(world->run, revision->text.bytes + finding->at.begin,
                                          finding->at.end - finding->at.begin),
                            text);
        return;
    }
    fail_msg("no place in a file");
}

static inline bool has_note(const Finding *finding, const char *text)
{
    for (size_t i = 0; i < finding->notes.count; i++)
        if (strstr(finding->notes.items[i].text, text))
            return true;
    return false;
}

/* Names of the tables outside of the system, sorted. */
static inline const char *tables(World *world)
{
    return ask(world->run, world->db,
               "SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') FROM pg_class "
               "WHERE relkind = 'r' AND relnamespace::regnamespace::text !~ '^(pg_|information_)'");
}

static inline const char *ledger_ids(World *world)
{
    return ask(
        world->run, world->db,
        "SELECT coalesce(string_agg(revision_id || coalesce('=' || steps_done, ''), ' ' ORDER BY "
        "revision_id), '') FROM modelc_revisions");
}

#define RUN(test) cmocka_unit_test_setup_teardown(test, begin, end)

#endif
