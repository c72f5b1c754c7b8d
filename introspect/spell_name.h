/* Operator classes and collations by the names that the catalog would show. */
#ifndef INTROSPECT_SPELL_NAME_H
#define INTROSPECT_SPELL_NAME_H

#include "introspect/db.h"
#include "introspect/spell_work.h"

/*
 * Bring the names of `work` to the catalog's form; one that goes without saying becomes NULL, and
 * one that neither the server knows nor `model` makes stays.
 *
 * False and `*error` when the connection is lost.
 */
bool spell_names(Arena *run, Db *db, const Schema *model, const SpellWork *work, DbError *error);

#endif
