/*
 * The comment of what comes by itself with another object: the index of a key, a constraint, an
 * index or a trigger that a partition or an heir has from its table, the constraint behind NOT
 * NULL, the sequence of an identity column, a multirange type, the row type of a table, the rule of
 * a view.
 */
#ifndef SCHEMA_KINDS_IMPLIED_COMMENT_H
#define SCHEMA_KINDS_IMPLIED_COMMENT_H

#include "schema/kind.h"

typedef struct ImpliedComment {
    Object object; /* what it is on, by its word and its name as SQL has it: "INDEX t_pkey" */
    const char *text;
    bool of_not_null;
    bool is_inherited; /* of an index or a key above, whose name it is; a partition's has its own */
} ImpliedComment;

/* Everything in `schema` that can have one, each an object that is not registered. */
void implied_comment_each(Arena *run, const Schema *schema, ObjectFn *fn, void *context);

/* The statement up to the text, as models say it: COMMENT ON INDEX partition.above IS. */
void implied_comment_head(StrBuf *out, const Object *object);

#endif
