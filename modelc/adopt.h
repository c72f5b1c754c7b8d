/*
 * Taking over the history of another tool: a revision for each of its migrations that the database
 * has, without statements, and a ledger that says they are applied.  What the database holds
 * becomes the baseline, so that an empty one gets it before the first revision.
 *
 * Nothing of the other tool is touched.
 */
#ifndef MODELC_ADOPT_H
#define MODELC_ADOPT_H

#include "introspect/db.h"
#include "modelc/session.h"

/* One migration of the other tool. */
typedef struct OldMigration {
    const char *id; /* its own, as it names it */
    const char *title;
    StrVec parents; /* identifiers; without any the one before it in the list */
    StrVec depends_on;
    StrVec labels; /* names of branches */
    bool root;     /* it has no parent */
} OldMigration;

typedef VEC(OldMigration) OldMigrations;

/* A tool, and how its table says what is applied. */
typedef struct OldTool {
    const char *name;
    const char *table; /* the usual one */
    /* Rows of (identifier, title, whether it ended well), oldest first; %s is the table. */
    const char *query;
    /* The database tells the last one alone; the files tell the others.  NULL: it tells all. */
    bool (*read_files)(Session *session, const char *dir, const OldMigrations *last,
                       OldMigrations *all);
} OldTool;

/* NULL when there is none of that name; MC901 says which there are. */
const OldTool *old_tool_find(Session *session, const char *name);

/*
 * Adopt what the database has.  `dir`: the old migrations, for tools whose table does not list them
 * all, or NULL; `table`: of the tool, NULL: the usual one.
 *
 * False after MC728 when it cannot be (no such table, a migration that failed, a project that has
 * revisions), or the errors of the ledger and the file system.
 */
bool adopt(Session *session, const OldTool *tool, const char *dir, const char *table);

/* read_files of Alembic and of golang-migrate. */
bool adopt_read_alembic(Session *session, const char *dir, const OldMigrations *last,
                        OldMigrations *all);
bool adopt_read_numbered(Session *session, const char *dir, const OldMigrations *last,
                         OldMigrations *all);

/* MC728; returns false. */
bool adopt_refuse(Session *session, const char *message, const char *hint);

#endif
