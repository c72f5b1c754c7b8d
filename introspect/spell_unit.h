/*
 * One temporary table that holds texts to spell, and what the server made of them.
 */
#ifndef INTROSPECT_SPELL_UNIT_H
#define INTROSPECT_SPELL_UNIT_H

#include "introspect/db.h"
#include "introspect/spell_work.h"

typedef struct SpellUnit {
    const Object *table; /* whose name it has, because texts mention it; NULL: any name does */
    Map columns;         /* name -> type and collation, of those that texts mention */
    SpellItems items;
    DbError error;     /* why the server refused; `message` NULL: it did not */
    size_t refused_at; /* byte of the first item's text that it means; SIZE_MAX: none of them */
} SpellUnit;

typedef VEC(SpellUnit) SpellUnits;

/* The column that stands for VALUE in the check of a domain. */
#define SPELL_VALUE "value"

/*
 * Put the texts of all tables into few units, because a table costs ten times as much as a text:
 * those whose columns agree share one, and the same text over the same columns is asked once.
 */
void spell_pool(Arena *run, const SpellWork *work, SpellUnits *units);

/* Whether one of the names, which may have dots, has `name` as a part. */
bool spell_mentions(Arena *scratch, const StrVec *words, const char *name);

/* The item in a unit of its own, with the name and, if the text may mean it, all of its table. */
SpellUnit spell_single(Arena *run, const Schema *model, const SpellItem *item);

/*
 * Let the server spell all texts, within trial_begin(), in two round trips at most.  `failed`:
 * those that it refuses, each alone.
 *
 * False and `*error` when the connection is lost.
 */
bool spell_ask(Arena *run, Db *db, const SpellWork *work, SpellUnits *failed, DbError *error);

#endif
