/* A check constraint of a domain. */
#ifndef SCHEMA_KINDS_DOMAIN_CHECK_H
#define SCHEMA_KINDS_DOMAIN_CHECK_H

#include "schema/kind.h"

typedef struct DomainCheck {
    Object object;
    Sql expr; /* of VALUE */
    bool not_valid;
} DomainCheck;

#endif
