/*
 * Twins: what two schemas both say, word by word.  Most of a schema has one, and whoever compares
 * can pass it by.  The models are noted beside a catalog that is read: while the server still
 * works.
 */
#ifndef SCHEMA_TWINS_H
#define SCHEMA_TWINS_H

#include "schema/kind.h"

/* Note the twins of one kind, once the objects of that kind are complete on both sides. */
void twins_note(Schema *a, Schema *b, KindId id);

/* The object will be changed: it has no twin any more. */
void twins_part(Object *object);

/* The texts of the schema will be changed, in whatever objects: none has a twin any more. */
void twins_forget(Schema *schema);

/* The object's twin in `other`, when twins were noted between the two; NULL: none is known. */
Object *twin_of(const Object *object, const Schema *schema, const Schema *other);

#endif
