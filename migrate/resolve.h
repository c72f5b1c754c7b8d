/*
 * Which revisions a word on the command line means, by Alembic's rules.
 *
 *     head heads base current           BRANCH@head BRANCH@heads BRANCH@base
 *     IDENTIFIER, a unique beginning    LABEL
 *     +2 -1                             from the current revision, BRANCH@+2
 *     IDENTIFIER+1 head-2
 *
 * A branch is named by its label or by any revision on it.
 */
#ifndef MIGRATE_RESOLVE_H
#define MIGRATE_RESOLVE_H

#include "migrate/graph.h"

typedef struct Target {
    NodeVec nodes;     /* none: base, before all revisions */
    GraphNode *branch; /* only its lineage is meant; NULL: all */
} Target;

/*
 * `current` holds the heads of what is applied; empty without a database.
 *
 * Returns false and adds MC806 when no such revision exists or a relative one leads out of the
 * graph, MC807 when several fit, MC808 for "head" where there are several.
 */
bool resolve_target(Arena *run, Findings *findings, const Graph *graph, const char *word,
                    const NodeVec *current, Direction direction, Target *target);

/* The end of a range: a relative word that leads out of the graph ends at its border. */
bool resolve_end(Arena *run, Findings *findings, const Graph *graph, const char *word,
                 const NodeVec *current, Target *target);

/* The one revision that the word means; NULL after an error as above, or MC806 for base. */
GraphNode *resolve_one(Arena *run, Findings *findings, const Graph *graph, const char *word,
                       const NodeVec *current);

/* The two ends of "a:b", "a:", ":b", ":"; false when the word has no colon. */
bool range_split(Arena *run, const char *word, const char **from, const char **to);

/*
 * The revisions of the range, oldest first, both ends included: all that the upper end needs and
 * that is behind the lower one.  "" is base or heads; "-2" before the colon counts from the upper
 * end, "+2" behind it from the lower one.
 *
 * Returns false and adds an error as resolve_target(), or MC806 when the lower end is no ancestor
 * of the upper one.
 */
bool resolve_range(Arena *run, Findings *findings, const Graph *graph, const char *from,
                   const char *to, const NodeVec *current, NodeVec *nodes);

/* What an upgrade to the target runs, in order: all it needs that is not in `applied`. */
void plan_upgrade(Arena *run, const Graph *graph, const bool *applied, const Target *target,
                  NodeVec *nodes);

/*
 * What a downgrade to the target undoes, in order: of `applied`, all that is behind it.
 *
 * Returns false and adds MC806 when the target is not applied, or the branch does not lead there.
 */
bool plan_downgrade(Arena *run, Findings *findings, const Graph *graph, const bool *applied,
                    const Target *target, NodeVec *nodes);

#endif
