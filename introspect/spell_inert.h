/*
 * Ask the server and execute nothing.
 *
 * A table's defaults and checks are stored as they are.  A generated column is not: to see whether
 * its expression can change, PostgreSQL computes what is constant in it, and so calls functions
 * that say they are IMMUTABLE.  So its expression is tried as a check first, and as what it is only
 * where it calls nothing but PostgreSQL's own.
 *
 * Source: cookDefault() in src/backend/catalog/heap.c, evaluate_function() in
 * src/backend/optimizer/util/clauses.c.
 */
#ifndef INTROSPECT_SPELL_INERT_H
#define INTROSPECT_SPELL_INERT_H

#include "introspect/spell_unit.h"

/* spell_ask() for all texts of `work`. */
bool spell_ask_inert(Arena *run, Db *db, const SpellWork *work, SpellUnits *failed, DbError *error);

#endif
