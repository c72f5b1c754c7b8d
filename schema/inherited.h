/* Columns that tables have from others. */
#ifndef SCHEMA_INHERITED_H
#define SCHEMA_INHERITED_H

#include "schema/kind.h"

/* No hierarchy is deeper than that. */
enum { INHERITANCE_DEPTH = 32 };

/*
 * The column of the table at that path, or of one that it inherits, whose name is quoted as
 * sql_ident() does; NULL: there is none.
 */
Object *inherited_column(Arena *scratch, const Schema *schema, const char *table,
                         const char *quoted);

/* Whether the table has partitions, or others inherit from it, that a plan neither drops nor makes
 * anew. */
bool keeps_heirs(const Schema *from, const Object *table);

/* Parts of the kind and name of `part` in the tables from which its table inherits, all the way up.
 */
void each_ancestor(Arena *scratch, const Schema *schema, const Object *part, ObjectFn *fn,
                   void *context);

/* Whether the table inherits from `above`, at once or by way of others, or is it. */
bool inherits_from(const Schema *schema, const Object *table, const Object *above);

/* Whether a table inherits from more than one. */
bool inherits_several(const Schema *schema);

/*
 * An heir of the column's table that has it from a table as well which is none of those heirs;
 * NULL: there is none.  `*other` is that table's path.
 */
const Object *inherited_elsewhere(Arena *scratch, const Schema *schema, const Object *column,
                                  const char **other);

/*
 * An heir of the table of `column` that has one of the new name in `from`, and is an heir still in
 * `to`, where the column is `renamed`; NULL: nothing is in the way of the rename.
 */
const Object *heir_in_the_way(Arena *scratch, const Schema *from, const Schema *to,
                              const Object *column, const Object *renamed);

/* What those tables say of the part where they have it from others alone (Kind.overrides). */
void each_override(Arena *scratch, const Schema *schema, const Object *part, ObjectFn *fn,
                   void *context);

/*
 * Whether the table says itself all that it has from others: each column, of the same type and NOT
 * NULL where it is so there, and each check constraint that is handed down.
 */
bool says_inherited(Arena *scratch, const Schema *schema, const Object *table);

#endif
