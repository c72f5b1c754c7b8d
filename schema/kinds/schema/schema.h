/* A schema in PostgreSQL's sense: a namespace. */
#ifndef SCHEMA_KINDS_SCHEMA_H
#define SCHEMA_KINDS_SCHEMA_H

#include "schema/kind.h"

typedef struct Namespace {
    Object object;
} Namespace;

#endif
