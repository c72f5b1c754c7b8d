/* Which side moved since the head revision, when models and database differ. */
#ifndef MODELC_MOVED_H
#define MODELC_MOVED_H

#include "modelc/comparison.h"

/* In how many places each did. */
typedef struct Moved {
    size_t models, database;
} Moved;

/*
 * Tell by the snapshot of migrations/schema.json, which holds the models as they were then: what
 * they still say so the database has changed.  Needs comparison_plan().
 *
 * False after MC815.
 */
bool moved_find(Session *session, const Comparison *comparison, Moved *out);

/* Advice for the user. */
const char *moved_hint(Arena *run, const Moved *moved);

#endif
