/*
 * What an index makes of what it is given: an expression that is a column becomes that column, a
 * COLLATE around all of it the collation of the key, and a condition that is always true none.
 *
 * Source: ComputeIndexAttrs() in src/backend/commands/indexcmds.c, make_ands_implicit() in
 * src/backend/nodes/makefuncs.c, CreateStatistics() in src/backend/commands/statscmds.c.
 */
#ifndef INTROSPECT_SPELL_KEY_H
#define INTROSPECT_SPELL_KEY_H

#include "introspect/spell_work.h"

/* Bring what the server spelled to that form. */
void spell_keys(Arena *run, const SpellWork *work);

#endif
