/* A composite type; its attributes are its children. */
#ifndef SCHEMA_KINDS_COMPOSITE_H
#define SCHEMA_KINDS_COMPOSITE_H

#include "schema/kind.h"

typedef struct Composite {
    Object object;
} Composite;

#endif
