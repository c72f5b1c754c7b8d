/* Who follows the new name of an object, and how; shared by schema/rename*.c. */
#ifndef SCHEMA_RENAME_FOLLOW_H
#define SCHEMA_RENAME_FOLLOW_H

#include "schema/kind.h"

typedef struct Rename {
    Arena *run;
    const Schema *schema;
    const Object *object;
    const char *old_name, *old_path; /* of the object before */
    const char *old_home;            /* the path of its parent before; NULL: it has none */
    bool is_only;                    /* a function, and none has that name with other arguments */
} Rename;

/* Whether a column is renamed, or an attribute of a composite type. */
bool renames_column(const Rename *rename);

/* Whether `relation` has its columns from the table that the renamed one is of. */
bool rename_inherits(const Rename *rename, const Object *relation);

/* The attribute of `user`, which may refer to the renamed object. */
void follow_attr(const Rename *rename, Object *user, const Attr *attr);

/* Types in a signature of `user`. */
const char *follow_types(const Rename *rename, const Object *user, const char *types);

#endif
