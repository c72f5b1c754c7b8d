/* The steps in which objects are renamed: each finds its new name free. */
#ifndef DIFF_RENAME_STEP_H
#define DIFF_RENAME_STEP_H

#include "diff/plan.h"

/* Before the first step: keep what the objects of `from` are, see Object.original. */
void rename_begin(Arena *run, const Schema *from, const Renames *renames);

/*
 * Add a step that `from` shows as done.  It goes before the one that takes the name which it
 * leaves: a table can get the name of a domain that gets another one.  Where each leaves what the
 * other takes, it steps aside meanwhile.
 */
void rename_push(Arena *run, const Schema *from, Renames *renames, RenameStep step);

/* A copy of the object with that name: those of functions go on with their arguments. */
Object *rename_under(Arena *run, const Object *object, const char *name);

/* The same with a name that nothing has in `from`. */
Object *rename_aside(Arena *run, const Schema *from, const Object *object);

#endif
