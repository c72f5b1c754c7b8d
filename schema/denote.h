/*
 * What a name in a text can be the name of, by what stands around it: an operator class and its
 * family, a function and a table may have one name.
 */
#ifndef SCHEMA_DENOTE_H
#define SCHEMA_DENOTE_H

#include "schema/kind.h"
#include "schema/sql.h"

/*
 * Whether what is named in that place can be of the kind; false only where that is certain.
 * `spelled` says that the text is the server's, which sets no space between a function and its
 * arguments, and one everywhere else.
 */
bool place_denotes(SqlPlace place, const Kind *kind, bool spelled);

/* Whether words before it say that it is of the kind, as "OPERATOR CLASS" do. */
bool place_is_announced(SqlPlace place, const Kind *kind);

/* Whether `name` is a word of SQL there: NULL and SELECT are no names, but "null" and "select" are.
 */
bool place_is_reserved(Arena *scratch, const char *name, SqlPlace place);

#endif
