/* The names that renames give, and who has them before. */
#ifndef DIFF_RENAME_NAMES_H
#define DIFF_RENAME_NAMES_H

#include "diff/plan.h"

/*
 * The names that the renames, done in `old`, give, as own_names() has them; a column takes its name
 * in the heirs of its table, too, and in what that inherits from.
 */
Map rename_taken(Arena *scratch, const Schema *old, const Renames *renames);

/* Whether it is what a rename gave its name to, which may be made anew all the same. */
bool rename_gives(const Renames *renames, const Object *object);

/* Whether the object has one of them, and not by a rename. */
bool rename_takes_from(Arena *scratch, const Renames *renames, const Map *taken,
                       const Object *object);

#endif
