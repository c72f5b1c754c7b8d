/*
 * Storage parameters of tables, indexes and views: lists as pg_class.reloptions has them, sorted
 * and joined by commas, "fillfactor=70, fastupdate=off".
 */
#ifndef SCHEMA_PARAMETERS_H
#define SCHEMA_PARAMETERS_H

#include "schema/kind.h"

/*
 * The statements, separated by ";\n", that lead from one list to the other (NULL: none): RESET of
 * what goes, SET of what is new or other than before.  `head` is what precedes them: "ALTER VIEW
 * v".
 */
void parameters_write(StrBuf *out, const char *head, const char *from, const char *to);

/* Whether both, "fillfactor=70" or the name alone, are of one parameter. */
bool parameter_is(const char *item, const char *other);

/* The item of the list (NULL: none) that is of the same parameter as `item`; NULL: none is. */
const char *parameters_find(Arena *arena, const char *list, const char *item);

/*
 * The judge of such a list: CHANGE_IGNORE where `toastless` says of one side that its table has no
 * TOAST table and so keeps no "toast." parameter, and no column brings one or brought it.
 */
Change parameters_judge(const Object *from, const Object *to, const char *old, const char *new,
                        bool toastless);

/*
 * Whether the table of an object that keeps those parameters may lose its TOAST table, by the new
 * type of a column, and get another one by that of another, or may have lost it on the way here.
 */
bool parameters_forgotten(const Object *to, const char *options);

#endif
