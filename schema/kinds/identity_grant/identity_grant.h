/*
 * What one role may do with the sequence of an identity column, which is no object of its own: it
 * is called by its table and its name.
 */
#ifndef SCHEMA_KINDS_IDENTITY_GRANT_H
#define SCHEMA_KINDS_IDENTITY_GRANT_H

#include "schema/kind.h"

typedef struct IdentityGrant {
    Object object;        /* named by both: "SEQUENCE t_id_seq TO reader" */
    const char *sequence; /* quoted, without the schema: that of the table */
    const char *role;     /* quoted; "public" for PUBLIC */
    StrVec privileges;    /* as those of a grant */
    StrVec grantable;
} IdentityGrant;

/* The name of the object; both quoted. */
const char *identity_grant_name(Arena *run, const char *sequence, const char *role);

#endif
