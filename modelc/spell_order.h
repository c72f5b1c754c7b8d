/*
 * SELECT * is spelled by the order of columns.  A database can have columns in another one than the
 * models, and what a view had when it was made is either order: both are tried wherever a schema
 * that is only text is compared.
 */
#ifndef MODELC_SPELL_ORDER_H
#define MODELC_SPELL_ORDER_H

#include "schema/kind.h"

typedef struct SpellOrder {
    const Schema *said; /* as it is written; stays so */
    Schema *spelled;    /* the same as a server spells it in that order */
    const Schema *like; /* what it is compared with, and whose order is the other one */

    /* Spell `said`, which may be changed, as `spelled` was; false: it cannot be. */
    bool (*make)(void *context, Schema *said, Schema *made);
    void *context;
} SpellOrder;

/*
 * Where the two differ in what only a whole database spells: spell once more in the other order,
 * and let `spelled` have those texts that are then the same.  False when `make` fails.
 */
bool spell_in_order(Arena *run, const SpellOrder *order);

#endif
