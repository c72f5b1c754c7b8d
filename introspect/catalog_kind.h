/* The rows of one kind's catalog query as objects: see catalog.h for the names of the columns. */
#ifndef INTROSPECT_CATALOG_KIND_H
#define INTROSPECT_CATALOG_KIND_H

#include "introspect/catalog.h"
#include "introspect/catalog_elements.h"

/* How many objects of a title are not managed. */
typedef struct CatalogCount {
    const char *title;
    bool elsewhere; /* in a schema that is not managed */
    size_t count;
} CatalogCount;

/* One catalog under reading. */
typedef struct CatalogReader {
    Arena *run;
    Arena *scratch;
    Db *db;
    const CatalogOptions *options;
    Schema *schema;
    CatalogMap maps[KIND_COUNT];
    bool settled[KIND_COUNT]; /* its objects are read, or there are none */
    ElementNames names;
    VEC(CatalogCount) unmanaged;
} CatalogReader;

/* Where an attribute's value stands in the rows; -1: nowhere. */
typedef struct CatalogBinding {
    const Attr *attr;
    int value, attnums, attnum, table;
    ElementColumns elements;
} CatalogBinding;

/* A column with the oid of the parent, where that is of this kind. */
typedef struct CatalogParent {
    KindId kind;
    int column;
} CatalogParent;

/* The query's columns, looked up once. */
typedef struct CatalogColumns {
    int oid, position, turn, name, collation, type, columns, column_collations, unmanaged, remark,
        title, with_table, with_schema, in_schema;
    VEC(CatalogParent) parents; /* none for a schema and its like */
    VEC(CatalogBinding) bindings;
} CatalogColumns;

/* A row with what it is sorted by. */
typedef struct CatalogRow {
    size_t index;
    CatalogEntry *parent; /* NULL for a schema */
    CatalogEntry *entry;  /* NULL for what nothing refers to */
    long position;
    const char *name;
} CatalogRow;

typedef struct CatalogRows {
    const Rows *rows;
    CatalogColumns columns;
    VEC(CatalogRow) sorted;
} CatalogRows;

/* Whether all kinds are settled that the rows name as parents or refer to. */
bool catalog_kind_is_ready(const CatalogReader *reader, KindId id, const Rows *rows);

/*
 * Sort the rows and note what others refer to.  Of kinds that are not ready all are indexed before
 * the first is read.
 */
CatalogRows catalog_kind_index(CatalogReader *reader, KindId id, const Rows *rows);

/* Add the objects. */
void catalog_kind_read(CatalogReader *reader, KindId id, const CatalogRows *rows);

void catalog_count(CatalogReader *reader, const char *title, bool elsewhere, size_t count);

/* Entries from rows with oid, name and is_default. */
void catalog_names_read(Arena *arena, const Rows *rows, CatalogMap *map);

#endif
