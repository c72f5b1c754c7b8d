/*
 * Functions in SQL whose bodies PostgreSQL must not look at when it makes them.
 */
#ifndef CODEGEN_UNCHECKED_H
#define CODEGEN_UNCHECKED_H

#include "codegen/statement.h"

/*
 * Put "SET LOCAL check_function_bodies = off" before the first statement with a body that
 * PostgreSQL could not read there: it names what has that name no more, or not yet again, or finds
 * by a search path that the revision does not have.
 */
void leave_unchecked(Arena *run, const Plan *plan, Statements *statements);

#endif
