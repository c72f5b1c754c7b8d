/* The expression from which PostgreSQL generates the values of a column. */
#ifndef SCHEMA_KINDS_COLUMN_GENERATED_H
#define SCHEMA_KINDS_COLUMN_GENERATED_H

#include "schema/kind.h"

Change generated_judge(const Object *from, const Object *to);
Change generated_judge_virtual(const Object *from, const Object *to);

/* Whether no statement changes or drops it in that schema. */
bool generated_is_stuck(const Schema *schema, const Object *object);

void generated_write(StrBuf *out, const Object *from, const Object *to);

#endif
