/* Operator classes that an index definition need not name. */
#ifndef MODELC_READER_OPCLASS_H
#define MODELC_READER_OPCLASS_H

#include <stdbool.h>

/*
 * Whether `name` is, for index method `method` (NULL: btree), the default operator class of the
 * types that it is for, so that the catalog shows none of a column of `type` (canonical; NULL: not
 * known, an expression).  Of a type that is not PostgreSQL's own only the server knows.
 */
bool opclass_is_default(const char *method, const char *name, const char *type);

#endif
