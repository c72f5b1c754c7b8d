/* An extension.  What belongs to it is never managed by itself. */
#ifndef SCHEMA_KINDS_EXTENSION_H
#define SCHEMA_KINDS_EXTENSION_H

#include "schema/kind.h"

typedef struct Extension {
    Object object;
    const char *schema;        /* path; NULL: not said, and so not compared */
    const char *version;       /* NULL: not said, any will do */
    StrVec tables;             /* quoted: those it brings that others refer to or inherit from */
    const char *other_version; /* of a database: another than its server makes */
    bool own_comment;          /* of a database: another than the extension brought */
    const char *brought;       /* of a database with an own comment: the one that it brought */
} Extension;

#endif
