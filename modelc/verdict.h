/*
 * The SQL of the models that only a server can judge (M601, M607), and what one says of it.
 */
#ifndef MODELC_VERDICT_H
#define MODELC_VERDICT_H

#include "modelc/session.h"

#include "introspect/db.h"

/* Remember the SQL that the findings are in doubt about; before -Wno-… takes any away. */
void verdict_expect(Session *session);

/*
 * Let the server parse it: the warnings go.
 *
 * Returns false and adds M703 for what its version is known to be too old for, and M609 for what it
 * refuses, where that stands in the models; MC702 when the connection is lost.
 */
bool verdict_take(Session *session, Db *db);

#endif
