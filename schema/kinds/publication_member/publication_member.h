/*
 * A table in a publication, or a schema with all its tables.  Its name is the path of the one or
 * the other.
 */
#ifndef SCHEMA_KINDS_PUBLICATION_MEMBER_H
#define SCHEMA_KINDS_PUBLICATION_MEMBER_H

#include "schema/kind.h"

typedef struct PublicationMember {
    Object object;
    const char *in_schema; /* path; NULL: a table */
    const char *of_table;  /* path; NULL: a schema */
    StrVec columns;        /* in the order of the table; empty: all */
    Sql filter;            /* of rows, without outer parentheses */
} PublicationMember;

#endif
