/* A publication of logical replication; the tables and schemas in it are its children. */
#ifndef SCHEMA_KINDS_PUBLICATION_H
#define SCHEMA_KINDS_PUBLICATION_H

#include "schema/kind.h"

typedef struct Publication {
    Object object;
    bool all_tables;
    const char *publish; /* "insert, update", in the order of the catalog; NULL: all four */
    bool via_root;
    const char *generated_columns; /* "stored"; NULL: none */
} Publication;

#endif
