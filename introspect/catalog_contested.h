/*
 * Texts of the catalog that stay what they are wherever they are run again.
 *
 * The server prints PostgreSQL's own operators and functions bare.  Where the database has others
 * of that name which fit the operands better, as intarray has @> for integer[], a model or a
 * revision with the bare text would mean those: `text` of what the catalog says names pg_catalog
 * there, and `spelled` is the server's as ever.
 */
#ifndef INTROSPECT_CATALOG_CONTESTED_H
#define INTROSPECT_CATALOG_CONTESTED_H

#include "introspect/db.h"
#include "schema/kind.h"
#include "schema/sql.h"

/* The names, from the rows of catalog_contested.sql. */
SqlContested catalog_contested(Arena *run, const Rows *rows);

/* Let the texts of the schema name pg_catalog where it has to be; those have no twin any more. */
void catalog_qualify(Arena *run, Schema *schema, const SqlContested *contested);

/*
 * The same for what the models bring and the database does not have yet: beside it what stays, or
 * comes back, has to mean what it did.
 */
void catalog_qualify_for(Arena *run, Schema *catalog, const Schema *models);

#endif
