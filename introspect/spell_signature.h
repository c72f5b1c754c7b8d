/* Objects whose name holds types, by the names that the catalog has for those types. */
#ifndef INTROSPECT_SPELL_SIGNATURE_H
#define INTROSPECT_SPELL_SIGNATURE_H

#include "schema/kind.h"

/*
 * Give each object of `model` the name that `catalog` has for it where both differ only in that the
 * model leaves schemas of types out: "f(citext)" is "f(public.citext)".  One that could be several
 * keeps its name.
 */
void spell_signatures(Arena *run, const Schema *catalog, Schema *model);

#endif
