/*
 * Revisions for a schema per tenant: the schema that the files name stands for another one.
 */
#ifndef MIGRATE_TENANT_H
#define MIGRATE_TENANT_H

#include "base/arena.h"

/*
 * `sql` with `to.` for each `from.` that qualifies a name, also in string literals that begin so
 * (nextval('public.ids')) and in the bodies of functions; comments stay.  Both are unquoted names.
 */
const char *tenant_sql(Arena *run, const char *sql, const char *from, const char *to);

#endif
