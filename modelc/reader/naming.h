/*
 * Naming conventions: patterns for the names of constraints and indexes.
 *
 * "{table}", "{columns}" and "{ref}" stand for names; columns are joined by "_".
 */
#ifndef MODELC_READER_NAMING_H
#define MODELC_READER_NAMING_H

#include "base/vec.h"

/* NULL: PostgreSQL's own name. */
typedef struct NamingPatterns {
    const char *primary_key, *unique, *foreign_key, *check, *exclusion, *index;
} NamingPatterns;

typedef struct NamingDef NamingDef;

/* What PG_ALSO(naming …) says replaces what the project says. */
void naming_take(const NamingDef *def, NamingPatterns *out);

/*
 * The pattern filled in.  A field that is empty takes a "_" before it along.  A name over 63 bytes
 * is its first 54 bytes, "_" and eight hexadecimal digits of a hash (FNV-1a) of the whole.
 */
const char *naming_fill(Arena *run, const char *pattern, const char *table, const char *columns,
                        const char *ref);

/* Of a domain, whose name is the pattern's table. */
const char *naming_domain_check(Arena *run, const NamingPatterns *patterns, const char *domain);

#endif
