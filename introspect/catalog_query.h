/* The text of a catalog query, which depends on the server's version and on what there is. */
#ifndef INTROSPECT_CATALOG_QUERY_H
#define INTROSPECT_CATALOG_QUERY_H

#include "base/vec.h"

#include <stdbool.h>

/* What the lines "-- when: …" and "-- if: …" of queries say; see catalog.h. */
typedef struct CatalogConditions {
    StrVec texts;      /* each once */
    const bool *holds; /* for each; NULL: not known yet */
} CatalogConditions;

/* Add those of the query that are not among them.  False when it has none. */
bool catalog_query_conditions(Arena *run, const char *query, CatalogConditions *conditions);

/* What to ask a server of that version (server_version_num), or NULL when nothing. */
const char *catalog_query_text(Arena *run, const char *query, int server_version,
                               const CatalogConditions *conditions);

/* The query whose answer, one row with a boolean for each, is `holds`. */
const char *catalog_query_present(Arena *run, int server_version,
                                  const CatalogConditions *conditions);

#endif
