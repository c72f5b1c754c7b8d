/* A partition of a table or of another partition, whose columns and keys it has. */
#ifndef SCHEMA_KINDS_PARTITION_H
#define SCHEMA_KINDS_PARTITION_H

#include "schema/kind.h"

typedef struct Partition {
    Object object;
    const char *bound;        /* "FOR VALUES FROM (…) TO (…)", "DEFAULT" */
    const char *partition_by; /* "HASH (id)"; NULL: not partitioned itself */
    bool unlogged;
    const char *method;  /* NULL: that of the table */
    const char *options; /* as in Table */
    bool toastless;      /* as in Table */
    const char *tablespace;
    bool row_security; /* it counts for who asks the partition itself */
    bool force_row_security;
    const char *cluster;          /* as in Table */
    const char *replica_identity; /* as in Table */
} Partition;

#endif
