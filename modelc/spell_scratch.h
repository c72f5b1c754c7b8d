/*
 * What only a whole database can spell: queries of views, functions, triggers, policies, bounds of
 * partitions (attributes that are `query` or `whole`).
 *
 * The models are created in a scratch database and read back.  It lives on the server of `db` where
 * its role may create databases, else on the project's development server if that is of the same
 * version; it is dropped at once.  Bodies of functions are not checked and nothing is executed.
 */
#ifndef MODELC_SPELL_SCRATCH_H
#define MODELC_SPELL_SCRATCH_H

#include "introspect/db.h"
#include "modelc/session.h"
#include "schema/kind.h"

/*
 * Fill Sql.spelled, the shape of views and functions, and canonical texts in `models` for what has
 * a counterpart in `catalog`.  Does nothing while all texts are those of the catalog.
 *
 * Where no scratch database can be had, texts stay as they are and MC710 (a note) says so; what the
 * scratch database does not accept keeps its text, and M606 (a warning) shows the reason.
 *
 * False and MC702 when `db` is lost.
 */
bool spell_scratch(Session *session, Db *db, const Schema *catalog, Schema *models);

#endif
