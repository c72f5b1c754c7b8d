/* Where PostgreSQL's server programs are. */
#ifndef INTROSPECT_PGBIN_H
#define INTROSPECT_PGBIN_H

#include "base/finding.h"

/*
 * The directory, absolute, that holds initdb and postgres: `chosen` when it is not NULL, else what
 * pg_config says, then PATH, then the newest below /usr/lib/postgresql.
 *
 * `major` asks for one major version, such as 15; 0 takes any.
 *
 * NULL and MC704 when there is none.
 */
const char *pgbin_find(Arena *run, Findings *findings, const char *chosen, unsigned major);

/* The major version of the programs in `dir`, 0 when they do not run. */
unsigned pgbin_major(Arena *arena, const char *dir);

/* Whether both programs are there. */
bool pgbin_is_whole(Arena *arena, const char *dir);

#endif
