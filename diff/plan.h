/*
 * From one schema to another: an ordered list of operations.
 *
 *     match_schemas()  which object is which
 *     plan_make()      what has to happen, in an order that works
 *
 * Operations are a verb, a pair of objects and an attribute; no stage here knows SQL or a kind by
 * its name.  The way back is the same question asked the other way round.
 */
#ifndef DIFF_PLAN_H
#define DIFF_PLAN_H

#include "schema/kind.h"

typedef enum Verb {
    VERB_CREATE,
    VERB_ALTER,
    VERB_DROP,
    VERB_RENAME,
    VERB_STRIP, /* what came by itself with what was created goes */
} Verb;

typedef struct Op {
    Verb verb;
    const Object *from; /* NULL for VERB_CREATE, and for VERB_ALTER of what was just created */
    const Object *to;   /* NULL for VERB_DROP and VERB_STRIP */
    const Attr *attr;   /* VERB_ALTER: what changes; NULL otherwise */
} Op;

typedef VEC(Op) OpVec;

/* One object under its old and its new name. */
typedef struct RenameStep {
    const Object *before, *after;
} RenameStep;

typedef VEC(RenameStep) Renames;

/* What of a dropped table goes by itself before it, where a loop would be otherwise. */
typedef enum Apart {
    APART_NONE,
    APART_KEYS,  /* what ties tables together: keys, policies, rules, triggers */
    APART_PARTS, /* and what has an expression: it can name a function of the table's own type */
} Apart;

typedef struct Plan {
    const Schema *from, *to;
    OpVec ops;
    const Renames *renames; /* run before all else; NULL: none */
    bool undo;              /* the renames are taken back, after all else */
    Apart apart;
} Plan;

/*
 * Pair the objects of two schemas, in Object.plan.pair of both.
 *
 * Same path is same object.  Objects of a `by_definition` kind whose name the model does not give
 * match one of the same parent with the same definition first, so that a database with names of its
 * own shows no change; their expressions must be spelled before (introspect/spell.h).
 */
void match_schemas(const Schema *from, const Schema *to);

/*
 * The operations that lead from `from` to `to`, which match_schemas() has paired in either order.
 *
 * Returns false and adds MC904, naming the objects, when no order exists.
 */
bool plan_make(Arena *run, Findings *findings, const Schema *from, const Schema *to, Plan *plan);

/*
 * The same around renames: they are already done in `from` (by plan_renames()) or, to be undone, in
 * both.
 */
bool plan_make_renamed(Arena *run, Findings *findings, const Schema *from, const Schema *to,
                       const Renames *renames, bool undo, Plan *plan);

/* Whether plan_renames() would find anything to do. */
bool plan_will_rename(const Schema *from, const Schema *to);

/* Rename one in `from` and note it; false when the new name is taken or nothing renames it. */
bool plan_rename(Arena *run, Schema *from, Object *object, const Object *to, Renames *renames);

/*
 * Rename in `from` what `to` says is renamed from it, in creation order, and note each step.  A
 * hint whose rename is done gets M403, one whose drop is done M405.  False, with M406, when names
 * are exchanged and nobody can say whether they have been.
 */
bool plan_renames(Arena *run, Findings *findings, Schema *from, const Schema *to, Renames *renames);

/* The version of the server that the plan is for; 0: nobody knows it. */
unsigned plan_version(const Plan *plan);

/* The object an operation is about: `to`, or `from` when it goes. */
const Object *op_object(const Op *op);

#endif
