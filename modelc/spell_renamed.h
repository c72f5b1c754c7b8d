/*
 * What the server makes of texts that only a whole database can spell when what they name is
 * renamed.
 */
#ifndef MODELC_SPELL_RENAMED_H
#define MODELC_SPELL_RENAMED_H

#include "diff/plan.h"
#include "introspect/db.h"
#include "modelc/session.h"

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
