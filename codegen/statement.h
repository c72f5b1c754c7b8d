/*
 * From operations to SQL that a person would have written.
 *
 * Columns and constraints of a new table stand in its CREATE TABLE, neighbouring ALTER TABLEs of
 * one table that do the same kind of thing become one statement.
 */
#ifndef CODEGEN_STATEMENT_H
#define CODEGEN_STATEMENT_H

#include "diff/hazards.h"

typedef struct Statement {
    const char *sql; /* without the semicolon; may hold several, separated by ";\n" */
    VEC(size_t) ops; /* the operations of the plan that it runs */
} Statement;

typedef VEC(Statement) Statements;

/* An operation with a hazard is not merged with others. */
Statements statements_make(Arena *run, const Plan *plan, const Hazards *hazards);

/*
 * The statements as the body of a revision's section: each closed by a semicolon, with a block of
 * comments above those that have hazards.
 * "" when there is nothing to do.
 */
const char *statements_text(Arena *run, const Statements *statements, const Hazards *hazards);

/* "Detected added column 'blog_posts.is_draft'"; NULL for what goes without saying. */
const char *op_describe(Arena *run, const Op *op);

/* Whether only labels of the object get other names. */
bool renames_labels(const Op *op);

#endif
