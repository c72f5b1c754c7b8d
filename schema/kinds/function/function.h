/* A function, procedure or aggregate. */
#ifndef SCHEMA_KINDS_FUNCTION_H
#define SCHEMA_KINDS_FUNCTION_H

#include "schema/kind.h"

typedef struct Function {
    Object object;         /* its name holds the types of its arguments: "touch(integer, text)" */
    const char *keyword;   /* FUNCTION, PROCEDURE or AGGREGATE */
    const char *signature; /* "app.touch(integer, text)", as DROP and COMMENT need it */
    Sql definition;        /* the whole CREATE statement without semicolon */
    /*
     * What CREATE OR REPLACE cannot change, but for the first item, a number that it cannot lower:
     * how many arguments have defaults.  Empty: unknown.
     */
    StrVec shape;
} Function;

#endif
