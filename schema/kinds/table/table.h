/* An ordinary table. */
#ifndef SCHEMA_KINDS_TABLE_H
#define SCHEMA_KINDS_TABLE_H

#include "schema/kind.h"

typedef struct Table {
    Object object;
    bool unlogged;
} Table;

#endif
