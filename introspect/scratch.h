/*
 * Scratch databases: empty databases on a server that already runs, for the time of one command.
 */
#ifndef INTROSPECT_SCRATCH_H
#define INTROSPECT_SCRATCH_H

#include "base/finding.h"

/*
 * Create an empty database on the server of `conninfo` and return its conninfo.  It has the
 * encoding and locale of the database that `conninfo` names, and comes from template0: nothing is
 * in it that PostgreSQL did not put there.
 *
 * It is dropped when `run` is freed, by force; connections to it must be opened in `run` after it,
 * or be closed before.  What a killed process left is dropped by the next call: a session that
 * holds an advisory lock on the name stands for a living owner.
 *
 * NULL and MC701, or MC702 when the role may not create databases.
 */
const char *scratch_create(Arena *run, Findings *findings, const char *conninfo);

#endif
