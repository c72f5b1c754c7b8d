/*
 * What one role may do with what another one makes from now on.  The name says all that the
 * privileges depend on: "FOR ROLE maker IN SCHEMA app ON TABLES TO reader".
 */
#ifndef SCHEMA_KINDS_DEFAULT_PRIVILEGE_H
#define SCHEMA_KINDS_DEFAULT_PRIVILEGE_H

#include "schema/kind.h"

typedef struct DefaultPrivilege {
    Object object;
    const char *role;       /* who makes, quoted; NULL: the one who is connected */
    const char *in_schema;  /* path; NULL: anywhere */
    const char *on_objects; /* "TABLES" */
    const char *grantee;    /* quoted; "public" for PUBLIC */
    StrVec privileges;      /* sorted; none: PUBLIC has lost what is usual */
    StrVec grantable;       /* those of them that the role may hand on */
} DefaultPrivilege;

/* The name by the other fields. */
const char *default_privilege_name(Arena *arena, const DefaultPrivilege *privilege);

#endif
