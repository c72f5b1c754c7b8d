/*
 * What a database held before its first revision.
 *
 * The first `autogen` of a project writes migrations/baseline.sql when the database held objects
 * already: statements that make them in an empty database.  Its revision says "Starts from:" and
 * the checksum of that file.  Where those objects are, the revision changes them; an empty database
 * gets them first.  No downgrade takes them away.
 */
#ifndef MIGRATE_BASELINE_H
#define MIGRATE_BASELINE_H

#include "base/strbuf.h"
#include "migrate/ledger.h"
#include "migrate/runner.h"

/* Beside the folder of the revision files: "migrations/baseline.sql". */
const char *baseline_path(Arena *run, const char *versions);

/* The text of the file, for the statements `sql`. */
const char *baseline_text(Arena *run, const char *sql);

/*
 * Before `revision` runs on a database with this ledger: run the baseline that it starts from if
 * nothing has been applied and the database (of a tenant: its schema) holds nothing.  `path` may be
 * NULL and gets the name of the file when that is so; a dry run only looks.
 *
 * False after MC816 when the file is missing or another one, or does not run; MC702.
 */
bool baseline_lay(const Runner *runner, const Ledger *ledger, const Revision *revision,
                  const char **path);

/* The same for psql, which asks the database itself.  False after MC816. */
bool baseline_print(const Runner *runner, const Revision *revision, StrBuf *out);

#endif
