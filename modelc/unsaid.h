/* What a database says and neither models nor revisions do, and so is none of their business. */
#ifndef MODELC_UNSAID_H
#define MODELC_UNSAID_H

#include "schema/kind.h"

/*
 * Take out of `catalog` what neither `models` nor `made` (what the revisions made) speak of:
 * owners that the models do not name, grants of objects for which both have none, default
 * privileges of a role, a schema and a kind of objects for which both have none, those of PUBLIC
 * that both lack (types, functions and schemas come with some), and the schema, version and comment
 * of extensions.
 */
void unsaid_forget(Arena *run, Schema *catalog, const Schema *models, const Schema *made);

/* Take the versions of extensions out: each server brings its own. */
void unsaid_forget_versions(Schema *schema);

/*
 * Take the names that constraints of NOT NULL and sequences of identity columns have in `catalog`
 * over into `models`, where those give none.
 */
void unsaid_adopt(const Schema *catalog, Schema *models);

/*
 * A snapshot does not say which names the models gave: in `made`, which was made of one, those that
 * PostgreSQL gives count as not given.  A table that was renamed keeps the names of its keys.
 */
void unsaid_forget_names(Schema *made);

#endif
