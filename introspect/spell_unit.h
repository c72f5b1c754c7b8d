/*
 * One temporary table that holds texts to spell, and what the server made of them.
 */
#ifndef INTROSPECT_SPELL_UNIT_H
#define INTROSPECT_SPELL_UNIT_H

#include "introspect/db.h"
#include "introspect/spell_work.h"

typedef struct SpellUnit {
    const Object *table; /* of the model */
    SpellItems items;
    DbError error; /* why the server refused; `message` NULL: it did not */
} SpellUnit;

typedef VEC(SpellUnit) SpellUnits;

/*
 * Let the server spell the units, all in one round trip, after trial_begin().  A unit that fails
 * says so in its `error` and has nothing spelled.
 *
 * False and `*error` when the connection is lost.
 */
bool spell_units(Arena *run, Db *db, SpellUnits *units, DbError *error);

#endif
