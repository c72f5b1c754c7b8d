/*
 * What the server notes of dependencies: which objects of a catalog need which, and what needs them
 * that is not managed.
 *
 * Texts tell most of it (schema/refs.h), but not that a view's "*" was a column, nor what others
 * have built on an object.  Only a plan that takes something away has to know.
 */
#ifndef INTROSPECT_CATALOG_NEEDS_H
#define INTROSPECT_CATALOG_NEEDS_H

#include "introspect/db.h"
#include "schema/kind.h"

/*
 * Fill Object.uses of `catalog`, whose paths must still be those of the database.  Of a `ledger`
 * (its path, or NULL) nothing is said.
 *
 * False and MC702 on failure.
 */
bool catalog_needs(Arena *run, Db *db, Findings *findings, const Schema *catalog,
                   const char *ledger);

#endif
