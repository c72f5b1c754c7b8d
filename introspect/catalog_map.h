/* What the server calls by number: objects, operator classes and collations, by oid. */
#ifndef INTROSPECT_CATALOG_MAP_H
#define INTROSPECT_CATALOG_MAP_H

#include "schema/kind.h"

#include <stdint.h>

typedef struct CatalogColumn {
    const char *name; /* NULL: dropped */
    uint32_t collation;
    uint32_t type; /* 0: not known */
} CatalogColumn;

/* One row of a catalog that others refer to. */
typedef struct CatalogEntry {
    uint32_t oid;
    size_t rank;        /* order of creation, for sorting what belongs to it */
    const char *path;   /* of an object */
    const char *schema; /* the path of the schema that it is in or is; NULL: in none */
    const char *name;   /* of an operator class or collation: quoted, qualified where needed */
    bool is_default;    /* of an operator class: for its type */
    uint32_t method, type;
    bool in_managed;            /* its schema is managed */
    bool is_managed;            /* it is, as far as itself and its parents say */
    Object *object;             /* NULL unless it is part of the result */
    VEC(CatalogColumn) columns; /* of a table, by attnum - 1 */
} CatalogEntry;

typedef struct CatalogMap {
    CatalogEntry **slots;
    size_t slot_count; /* a power of two, or 0 */
    size_t count;
} CatalogMap;

/* NULL when there is none. */
CatalogEntry *catalog_map_get(const CatalogMap *map, uint32_t oid);

/* A new entry; its rank is the number of those before it. */
CatalogEntry *catalog_map_add(Arena *arena, CatalogMap *map, uint32_t oid);

/* The column of a table by its number, or NULL. */
const CatalogColumn *catalog_column(const CatalogEntry *table, long attnum);

void catalog_column_add(Arena *arena, CatalogEntry *table, long attnum, CatalogColumn column);

#endif
