/* A table, also one that is partitioned or inherits. */
#ifndef SCHEMA_KINDS_TABLE_H
#define SCHEMA_KINDS_TABLE_H

#include "schema/kind.h"

typedef struct Table {
    Object object;
    bool unlogged;
    StrVec inherits;          /* paths, in order */
    const char *partition_by; /* "RANGE (placed_at)"; NULL: not partitioned */
    const char *method;       /* NULL: heap */
    const char *options;      /* "autovacuum_enabled=false, fillfactor=70", sorted; NULL: none */
    bool toastless;           /* of a database: there is no TOAST table to hold "toast." ones */
    const char *tablespace;
    bool row_security;
    bool force_row_security;
    const char *cluster;          /* the index that CLUSTER follows; NULL: none */
    const char *replica_identity; /* "FULL", "NOTHING", "USING INDEX x"; NULL: the primary key */
    bool says_all; /* set by plans: what it inherits it says itself too, see schema/inherited.h */
} Table;

#endif
