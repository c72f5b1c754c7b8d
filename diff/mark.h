/* Marks that indexes bear: the one that CLUSTER follows, the replica identity (Attr.marks). */
#ifndef DIFF_MARK_H
#define DIFF_MARK_H

#include "schema/kind.h"

/*
 * Whether the attribute, which does not change, marks an index that is made anew in the course of
 * the plan, be it that of a key of another kind: the mark goes with the old one.  An index that is
 * none of the object's own is part of one of the tables that the object is a partition of, and made
 * anew with that one; which one is not asked.
 */
bool mark_is_lost(Arena *scratch, const Object *to, const Attr *attr);

#endif
