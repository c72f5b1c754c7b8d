/* Which of a database's privileges are the models' business. */
#ifndef MODELC_GRANTS_H
#define MODELC_GRANTS_H

#include "schema/kind.h"

/*
 * Leave only those grants in `catalog` that models or revisions are about: of an object for which
 * either has a grant, and of PUBLIC only where either grants it something, because types,
 * functions and schemas come with that.
 */
void grants_keep(Arena *run, Schema *catalog, const Schema *models, const Schema *made);

#endif
