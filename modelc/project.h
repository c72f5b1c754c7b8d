/*
 * The project: where it is, what its configuration says, which headers are its models and which
 * database is meant.
 */
#ifndef MODELC_PROJECT_H
#define MODELC_PROJECT_H

#include "modelc/reader/reader.h"
#include "modelc/session.h"

/*
 * Find the project, make its directory the current one, and fill what the command line left open
 * of the command's options `set` (may be NULL) and of the session's: environment, then .env, then
 * modelc.json.  Paths in findings are relative to the project from here on.
 *
 * False and MC902 when the configuration cannot be used, MC901 when -C names no directory.
 */
bool project_open(Session *session, OptionSet *set);

/*
 * The model headers, sorted, each once: files as given, the *.h of directories, what globs match.
 * False and M003 when there are none, M002 for a path that does not exist.
 */
bool project_models(Session *session, StrVec *files);

/* Whether there are any; a path that does not exist counts, so that project_models() tells. */
bool project_has_models(Session *session);

/*
 * What the reader is to be told besides the headers: cache, names, optional findings, the filter.
 * False as filter_read().
 */
bool project_reader_input(Session *session, ReaderInput *out);

/* The directory of the revision files: "migrations/versions". */
const char *project_versions(const Session *session);

/* The schema of the ledger: "public" unless configured. */
const char *project_ledger_schema(const Session *session);

#endif
