/* What the model has before its tables and the database has not: types and sequences. */
#ifndef INTROSPECT_SPELL_NEW_H
#define INTROSPECT_SPELL_NEW_H

#include "introspect/db.h"
#include "schema/kind.h"

typedef VEC(const Object *) SpellNew;

/*
 * Create it, or rename it, in the open transaction, which the caller rolls back, under its real
 * names.  `*missing` gets what does not work, as its name is taken by what the revision drops: what
 * needs it will tell.
 *
 * False and `*error` when the connection is lost.
 */
bool spell_create_new(Arena *run, Db *db, const Schema *catalog, const Schema *model,
                      SpellNew *missing, DbError *error);

/* Whether a list of names changes, such as the labels of an enum: new ones are not usable yet. */
bool spell_names_change(const Schema *catalog, const Schema *model);

#endif
