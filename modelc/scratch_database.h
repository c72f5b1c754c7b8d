/*
 * A scratch database with a whole schema in it, to see how the server spells what it holds.
 *
 * Bodies of functions are not checked and nothing is executed.
 */
#ifndef MODELC_SCRATCH_DATABASE_H
#define MODELC_SCRATCH_DATABASE_H

#include "introspect/db.h"
#include "modelc/session.h"
#include "schema/kind.h"

/*
 * An empty database with the extensions and the search_path of `live`: on its server where the role
 * may create databases, else on the project's development server if that is of the same version.
 * It is dropped when `arena` is freed.
 *
 * NULL when there is none to be had.
 */
Db *scratch_database(Session *session, Arena *arena, Db *live);

/*
 * The conninfo of an empty database without anything of the project: on the server of --dev-url,
 * else on the configured one where the role may create databases, else on the development server.
 * It is dropped when `arena` is freed; open connections to it in `arena`.
 *
 * NULL after MC701, MC702, MC704 or MC705.
 */
const char *scratch_anywhere(Session *session, Arena *arena);

/* What follows the statement that creates the object, so that it fills nothing. */
const char *scratch_tail(const Object *object);

/* A statement that failed there. */
typedef struct Refused {
    DbError error;
    const char *sql; /* what was sent */
} Refused;

/*
 * Create in it what a filter left out of the catalog of `live`, as far as that goes; NULL: nothing.
 * False when the connection is lost.
 */
bool scratch_fill_others(Arena *arena, Db *db, const Schema *left_out);

/*
 * Create all of `schema` in it.  What fails is left out: `refused` gets a Refused by the paths of
 * the objects.  The plans of `schema` are forgotten.
 *
 * False when the objects cannot be ordered, or the connection is lost.
 */
bool scratch_fill(Arena *arena, Db *db, const Schema *schema, Map *refused);

#endif
