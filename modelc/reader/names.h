/* The names that PostgreSQL chooses where none is given. */
#ifndef MODELC_READER_NAMES_H
#define MODELC_READER_NAMES_H

#include "modelc/reader/model.h"

/* The pattern for the names of such constraints; NULL: PostgreSQL's own. */
const char *pattern_of(const NamingPatterns *patterns, ConstraintType type);

/* "{columns}" of an index; "" when its expressions have no words. */
const char *pattern_elements(Arena *run, const ElementDefs *elements);

/* The same of a constraint; of a check the columns that it mentions. */
const char *pattern_columns(Arena *run, const StructModel *table, const ConstraintDef *def);

#endif
