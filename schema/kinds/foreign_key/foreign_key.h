/* A foreign key. */
#ifndef SCHEMA_KINDS_FOREIGN_KEY_H
#define SCHEMA_KINDS_FOREIGN_KEY_H

#include "schema/kind.h"

typedef struct ForeignKey {
    Object object;
    StrVec columns;
    bool period;           /* the last column is one, on both sides */
    const char *ref_table; /* path */
    StrVec ref_columns;    /* never empty: the reader fills in the primary key */
    const char *match;     /* "FULL" or NULL for SIMPLE */
    const char *on_update; /* "CASCADE", "SET NULL", …; NULL: NO ACTION */
    const char *on_delete; /* the same */
    StrVec set_columns;    /* of ON DELETE SET NULL (…) */
    bool is_deferrable;
    bool is_deferred;
    bool not_enforced;
    bool not_valid; /* never with `not_enforced`, which implies it */
} ForeignKey;

#endif
