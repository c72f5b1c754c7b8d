/*
 * The live catalog as a Schema.
 *
 * Each kind brings one query (schema/kinds/<kind>/<kind>.sql), which runs in psql as it is.  The
 * columns of its result say by their names what they are, so that no kind is known here:
 *
 *     oid, name          of the object
 *     KIND_oid           its parent, an object of that kind (schema_oid, table_oid); of several
 *                        such columns the one that fits
 *     position           its place under the parent, where that has a meaning (attnum)
 *     turn               its place among its like where their names do not say it
 *     index_collation    of a column: what an index on it uses unless it says otherwise
 *     index_type         of a column: the number of its type
 *     column_names       of its columns, in the order of their numbers, where no kind lists them
 *     column_collations  their index_collation
 *     in_schema_oid      the schema of a part, which may be another than that of the whole
 *     title              what it counts as when its kind is not managed; NULL: the kind's title;
 *                        "": it does not count
 *     unmanaged          not NULL: not part of the result, but counted under that title ("": not
 *                        even counted, as the members of extensions)
 *     remark             part of the result, and counted under that title
 *     with_table         a table without which the object is not managed either
 *     with_schema        a schema without which an object that is in none is not managed either
 *     ATTR               an attribute as text; several names as an array
 *     ATTR_tree          an attribute that is printed once for all rows: see catalog_print.h
 *     ATTR_attnums       names of columns, as numbers of the parent or of the table ATTR_table
 *     ATTR_table         the path of that table, or with ATTR_attnum of that column of it
 *     ATTR_…             the parts of pg_index that make up elements: see catalog_elements.h
 *
 * A line "-- when: CONDITION" says when the query is worth asking at all; without one it always is.
 * What stands between a line "-- if: CONDITION" and the next "-- end" is asked where that holds.  A
 * condition can use what catalog_present.sql finds: the arrays `relations` (pg_class.relkind),
 * `types` (pg_type.typtype) and `constraints` (pg_constraint.contype) of all that is not
 * PostgreSQL's own, and so on.  Anything else has to be as cheap: an index's end (SELECT max(oid)
 * FROM …), or EXISTS on a catalog that is small.  A database that holds nothing of a kind then does
 * not pay for it, not even for the plan of its query.
 *
 * A comment that starts with a number, such as "15 OR i.indnullsnotdistinct", is SQL for servers of
 * that version and newer.  Objects with an oid below 16384 are PostgreSQL's own.
 *
 * One pair of parentheses around a whole expression is dropped, but for defaults, where
 * PostgreSQL's grammar can need them.
 */
#ifndef INTROSPECT_CATALOG_H
#define INTROSPECT_CATALOG_H

#include "introspect/db.h"
#include "schema/kind.h"

/* Whether objects of the kind are managed in the schema of that path, or (in none) "". */
typedef bool CatalogFilter(const void *context, KindId id, const char *schema);

typedef struct CatalogOptions {
    bool requested;           /* kinds that are managed on request alone, too */
    const StrVec *managed;    /* names of schemas; NULL or empty: all but PostgreSQL's own */
    const StrVec *extensions; /* names of those to read; NULL: all */
    const char *ledger;       /* path of a table to leave out, or NULL */
    const char *without;      /* of another one */
    Schema *beside;           /* NULL, or what the catalog will be compared with: notes twins */
    CatalogFilter *filter;    /* NULL: all kinds are managed */
    const void *filter_context;
} CatalogOptions;

/*
 * Ask for the catalog, in one read-only transaction, and return while the server works.  The
 * connection can do nothing else until catalog_finish(), and must not be in a transaction.
 * `ask`: what goes beyond the usual.
 *
 * The first question is what there is, and the others wait for its answer: two round trips in all.
 * Who has other work calls catalog_serve() now and then, so that the server never waits.
 */
typedef struct CatalogJob CatalogJob;

typedef enum CatalogAsk {
    CATALOG_REQUESTED = 1, /* as in CatalogOptions */
    CATALOG_UNCOUNTED = 2, /* what no kind manages is not counted: nobody will be told */
} CatalogAsk;

CatalogJob *catalog_begin(Arena *run, Db *db, Findings *findings, unsigned ask);

/* Take in what the server has sent, without waiting for more, and ask what it can be asked now. */
void catalog_serve(CatalogJob *job);

/*
 * Take the answers and fill `schema`, which must be empty: what is managed in creation order,
 * sorted by name (columns by position), and in `schema->unmanaged` what is not.
 *
 * False and MC702 on failure.
 */
bool catalog_finish(CatalogJob *job, const CatalogOptions *options, Schema *schema);

/* Both of the above. */
bool catalog_read(Arena *run, Db *db, Findings *findings, const CatalogOptions *options,
                  Schema *schema);

#endif
