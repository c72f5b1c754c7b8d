/* What modelc takes care of in a database: what models or revisions speak of. */
#ifndef MODELC_MANAGED_H
#define MODELC_MANAGED_H

#include "introspect/catalog.h"

typedef struct Managed {
    bool all;                    /* of every kind in every schema; the rest counts for nothing */
    StrVec schemas, extensions;  /* names */
    StrVec optional[KIND_COUNT]; /* paths of the schemas with objects of the kind, "" for none */
} Managed;

/* The schemas (namespaces) that `schema` holds. */
void managed_add_schemas(Arena *run, Managed *managed, const Schema *schema);

/* Its extensions, and what kinds it has where; everything when it is whole. */
void managed_add(Arena *run, Managed *managed, const Schema *schema);

/* How to read a catalog so that it holds just that; `managed` must outlive the reading. */
CatalogOptions managed_options(const Managed *managed);

#endif
