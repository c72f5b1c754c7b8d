/*
 * What only a whole database can spell: queries of views, functions, triggers, policies, bounds of
 * partitions (attributes that are `query` or `whole`).
 *
 * The models are created in a scratch database (scratch_database.h) and read back.
 */
#ifndef MODELC_SPELL_SCRATCH_H
#define MODELC_SPELL_SCRATCH_H

#include "diff/plan.h"
#include "introspect/db.h"
#include "modelc/session.h"

/*
 * Fill Sql.spelled, the shape of views and functions, and canonical texts in `models` for what has
 * a counterpart in `catalog`; with `all`, try what has none too, for what the server refuses.  Does
 * nothing while all texts are those of the catalog.
 *
 * Where no scratch database can be had, texts stay as they are and MC710 (a note) says so; what the
 * scratch database does not accept keeps its text, and M606 (a warning) shows the reason.
 */
void spell_scratch(Session *session, Db *db, const Schema *catalog, Schema *models, bool all);

/*
 * Give such texts in `catalog`, where `renames` are done already, as the server shows them when
 * they are: a view follows its table.  Without a scratch database they stay as they are, names
 * replaced.
 */
void spell_renamed(Session *session, Db *db, Schema *catalog, const Schema *models,
                   const Renames *renames);

/* plan_renames() and spell_renamed(); false as the former. */
bool spell_renames(Session *session, Db *db, Schema *catalog, const Schema *models,
                   Renames *renames);

#endif
