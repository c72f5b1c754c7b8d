/* An enumerated type. */
#ifndef SCHEMA_KINDS_ENUM_H
#define SCHEMA_KINDS_ENUM_H

#include "schema/kind.h"

typedef struct Enum {
    Object object;
    StrVec labels;  /* in order */
    StrVec renamed; /* labels and what they were called before, in turn; of models alone */
} Enum;

#endif
