/* Default privileges for what the connected role makes are those of no role in particular. */
#ifndef MODELC_OWN_ROLE_H
#define MODELC_OWN_ROLE_H

#include "introspect/db.h"
#include "schema/kind.h"

/*
 * Take the role out of those default privileges of `schema` that name the connected one, as the
 * catalog's do not name it.  One round trip, and none where no role is named.
 */
void own_role_forget(Arena *run, Db *db, Schema *schema);

#endif
