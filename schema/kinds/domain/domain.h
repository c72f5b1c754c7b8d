/* A domain; its checks are its children. */
#ifndef SCHEMA_KINDS_DOMAIN_H
#define SCHEMA_KINDS_DOMAIN_H

#include "schema/kind.h"

typedef struct Domain {
    Object object;
    SqlType type;
    const char *collation; /* quoted, qualified unless in pg_catalog; NULL: the type's */
    bool not_null;
    const char *not_null_name; /* of its constraint, quoted; NULL: the usual one, or not known */
    Sql default_expr;
} Domain;

#endif
