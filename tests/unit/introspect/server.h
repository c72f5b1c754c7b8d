/* A project in a temporary directory with a development server of its own. */
#ifndef TESTS_UNIT_INTROSPECT_SERVER_H
#define TESTS_UNIT_INTROSPECT_SERVER_H

#include "tests/unit/unit.h"

#include "base/file.h"
#include "introspect/db.h"
#include "introspect/devserver.h"
#include "introspect/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Project {
    Arena *arena;
    Findings findings;
    const char *top; /* what project_end() deletes */
    const char *dir; /* the project */
    DevServer server;
} Project;

/* `name` is the project's directory below the temporary one; `mode` is that one's. */
static inline Project project_begin(Arena *arena, const char *name, mode_t mode)
{
    Project project = {.arena = arena, .findings = {.arena = arena}};
    char *top = arena_strdup(arena, "/tmp/modelc-test-XXXXXX");
    const char *reason;

    assert_non_null(mkdtemp(top));
    assert_int_equal(chmod(top, mode), 0);
    project.top = top;
    project.dir = path_join(arena, top, name);
    assert_true(dir_make(arena, project.dir, &reason));
    return project;
}

static inline void project_print(const Project *project)
{
    for (size_t i = 0; i < project->findings.items.count; i++) {
        const Finding *finding = project->findings.items.items[i];

        print_error("%s: %s\n", finding_kind(finding->id)->code, finding->message);
        for (size_t k = 0; k < finding->notes.count; k++)
            print_error("  %s\n", finding->notes.items[k].text);
    }
}

static inline void project_start(Project *project)
{
    /* a test that fails leaves its server to the watcher */
    setenv("MODELC_DEV_IDLE", "60", 0);
    if (!devserver_start(project->arena, &project->findings, project->dir, NULL, &project->server))
        project_print(project);
    assert_int_equal(project->findings.error_count, 0);
    assert_non_null(project->server.conninfo);
}

static inline void project_end(const Project *project)
{
    Findings findings = {.arena = project->arena};

    assert_true(devserver_stop(project->arena, &findings, project->dir, NULL));
    if (project->server.home)
        assert_true(process_remove_tree(project->server.home));
    assert_true(process_remove_tree(project->top));
}

/* The first value of the query's result; the test fails when there is none. */
static inline const char *ask(Arena *arena, Db *db, const char *sql)
{
    DbError error;
    Rows *rows = db_query(arena, db, sql, NULL, &error);

    if (!rows)
        print_error("%s\n", error.message);
    assert_non_null(rows);
    assert_true(rows_count(rows) > 0);
    return rows_text(rows, 0, 0);
}

static inline void tell(Arena *arena, Db *db, const char *sql)
{
    DbError error;

    if (!db_run(arena, db, sql, &error)) {
        print_error("%s\n", error.message);
        fail();
    }
}

#endif
