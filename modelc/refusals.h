/*
 * What the server did not accept of the models, told at its place in the header.
 */
#ifndef MODELC_REFUSALS_H
#define MODELC_REFUSALS_H

#include "introspect/spell.h"
#include "modelc/scratch_database.h"
#include "modelc/session.h"

/*
 * Add M606 (a warning) for each expression, M701 for each type that does not exist.
 *
 * False when one of them is an error.
 */
bool refusals_report(Session *session, const SpellRefusals *refusals);

/* Add M606 for an object that a scratch database refused, at the query or body that it is about. */
void refused_report(Session *session, const Object *object, const Refused *refused);

/*
 * Whether the server brings the extensions that `models` adds to `catalog`; M702 for each that it
 * does not, and MC702 when the connection is lost.
 */
bool extensions_check(Session *session, Db *db, const Schema *catalog, const Schema *models);

#endif
