/* An attribute of a composite type. */
#ifndef SCHEMA_KINDS_ATTRIBUTE_H
#define SCHEMA_KINDS_ATTRIBUTE_H

#include "schema/kind.h"

typedef struct Attribute {
    Object object;
    SqlType type;
    const char *collation; /* quoted, qualified unless in pg_catalog; NULL: the type's */
} Attribute;

#endif
