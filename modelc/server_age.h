/* What the models say that the server is too old for. */
#ifndef MODELC_SERVER_AGE_H
#define MODELC_SERVER_AGE_H

#include "modelc/session.h"

#include "introspect/db.h"
#include "schema/kind.h"

/*
 * Take out of `models` what changes nothing on a server of this age.
 *
 * Returns false and adds M703 for each attribute that the server cannot hold.
 */
bool server_age_check(const Session *session, const Db *db, Schema *models);

#endif
