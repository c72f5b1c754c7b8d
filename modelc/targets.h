/* Many databases, or many schemas of one, that one command is to bring to the same revision. */
#ifndef MODELC_TARGETS_H
#define MODELC_TARGETS_H

#include "modelc/session.h"

typedef struct TargetDatabase {
    const char *name;     /* for people: no password */
    const char *conninfo; /* with the search_path of the schema */
    const char *schema;   /* of a tenant; NULL: the database as a whole */
} TargetDatabase;

typedef VEC(TargetDatabase) TargetDatabases;

/*
 * Read the file: a URL or conninfo string per line, perhaps followed by  schemas=PATTERN , which
 * stands for each schema whose name is LIKE it; # begins a comment.  `file` NULL: the configured
 * database with the pattern `schemas`.
 *
 * A pattern without % and _ names one schema, which need not exist: the upgrade makes it.
 *
 * False after MC726 for a file that cannot be used, or MC701 for a server that cannot be asked.
 */
bool targets_read(Session *session, const char *file, const char *schemas, TargetDatabases *out);

#endif
