/* The comment of a column that is not its relation's own: of a view, a partition, an heir. */
#ifndef SCHEMA_KINDS_COLUMN_COMMENT_H
#define SCHEMA_KINDS_COLUMN_COMMENT_H

#include "schema/kind.h"

typedef struct ColumnComment {
    Object object; /* named as the column */
    const char *text;
} ColumnComment;

#endif
