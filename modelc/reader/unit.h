/*
 * What one header contributes to the facts: the piece in which facts are cached.
 */
#ifndef MODELC_READER_UNIT_H
#define MODELC_READER_UNIT_H

#include "base/file.h"
#include "modelc/reader/facts.h"

typedef struct Unit {
    const char *path; /* as findings show it; "<modelc.h>" for a header that modelc brings */
    const char *hash; /* of its content; "" for a header that modelc brings */
    bool leaks;       /* scan_header(): other headers may see more of it than declarations */
    StrVec needs;     /* paths of the units on which the facts directly depend */
    Facts facts;      /* of what is declared here; `files` stays empty */
    Text packed;      /* the facts as the cache keeps them; no bytes: not from the cache */
} Unit;

typedef VEC(Unit *) Units;

#endif
