/*
 * What only a whole database can spell: queries of views, functions, triggers, policies, bounds of
 * partitions (attributes that are `query` or `whole`).
 *
 * The models are created in a scratch database (scratch_database.h) and read back.
 */
#ifndef MODELC_SPELL_SCRATCH_H
#define MODELC_SPELL_SCRATCH_H

#include "introspect/db.h"
#include "modelc/session.h"
#include "schema/kind.h"

/*
 * Fill Sql.spelled, the shape of views and functions, and canonical texts in `models` for what has
 * a counterpart in `catalog`; with `all`, try what has none too, for what the server refuses.  Does
 * nothing while all texts are those of the catalog.
 *
 * Where no scratch database can be had, texts stay as they are and MC710 (a note) says so; what the
 * scratch database does not accept keeps its text, and M606 (a warning) shows the reason.
 */
void spell_scratch(Session *session, Db *db, const Schema *catalog, Schema *models, bool all);

#endif
