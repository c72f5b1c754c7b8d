/*
 * The index of a constraint: it has the constraint's name, and what is set on it changes in place.
 */
#ifndef SCHEMA_KEY_INDEX_H
#define SCHEMA_KEY_INDEX_H

#include "schema/kind.h"

/*
 * The judge of storage parameters and tablespace, also of an index that belongs to no constraint.
 * On a partitioned table ALTER INDEX refuses the ones, and does not hand down the other to the
 * partitions; CREATE INDEX hands down both.
 */
Change key_index_judge(const Object *from, const Object *to);

/* What the attribute of that name says; NULL also where the kind has none. */
const char *key_index_text(const Object *object, const char *name);

/* Both write the change of the attribute of that name; see Attr.write. */
void key_index_write_options(StrBuf *out, const Object *from, const Object *to);
void key_index_write_tablespace(StrBuf *out, const Object *from, const Object *to);

#endif
