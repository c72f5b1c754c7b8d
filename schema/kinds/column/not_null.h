/* NOT NULL of a column, which is a constraint with a name since PostgreSQL 18. */
#ifndef SCHEMA_KINDS_COLUMN_NOT_NULL_H
#define SCHEMA_KINDS_COLUMN_NOT_NULL_H

#include "schema/kinds/column/column.h"

/*
 * The constraint's name, quoted where needed; one that is not known is taken for what PostgreSQL
 * chooses.
 */
const char *not_null_name(Arena *run, const Object *column);

/* The same; NULL: the column has none. */
const char *not_null_constraint(Arena *run, const Object *column);

/* Kind.is_handed of a column. */
bool not_null_is_handed(const Object *column);

/* Kind.keep_names of a column, as far as it goes for this one. */
void not_null_keep_name(Arena *run, unsigned version, Column *column);

/* Behind the type in CREATE TABLE. */
void not_null_clause(StrBuf *out, const Object *column);

/* Attr.follows: where heirs that have its name for something else are told first. */
bool not_null_follows(const Schema *from, const Object *column);

/* Attr.judge of what says more of it: only while it is there on both sides. */
Change not_null_judge(const Object *from, const Object *to);

Change not_null_judge_name(const Object *from, const Object *to);
Change not_null_judge_no_inherit(const Object *from, const Object *to);

/* Attr.write of the attributes. */
void not_null_write(StrBuf *out, const Object *from, const Object *to);
void not_null_write_name(StrBuf *out, const Object *from, const Object *to);
void not_null_write_no_inherit(StrBuf *out, const Object *from, const Object *to);
void not_null_write_not_valid(StrBuf *out, const Object *from, const Object *to);

#endif
