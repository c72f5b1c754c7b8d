/*
 * The index of a constraint: it has the constraint's name, and what is set on it changes in place.
 *
 * Both write the change of the attribute of that name; see Attr.write.
 */
#ifndef SCHEMA_KEY_INDEX_H
#define SCHEMA_KEY_INDEX_H

#include "schema/kind.h"

void key_index_write_options(StrBuf *out, const Object *from, const Object *to);
void key_index_write_tablespace(StrBuf *out, const Object *from, const Object *to);

#endif
