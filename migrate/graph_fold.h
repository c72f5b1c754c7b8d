/* Revisions that stand for others; parts of building a graph. */
#ifndef MIGRATE_GRAPH_FOLD_H
#define MIGRATE_GRAPH_FOLD_H

#include "migrate/graph.h"

/* The revisions that are nodes: none that is replaced, and none that is unfolded. */
RevisionVec graph_fold(Arena *run, const RevisionVec *revisions, const StrVec *unfold);

/* Fill `aliases`, when the nodes are there. */
void graph_add_aliases(Arena *run, Graph *graph, const StrVec *unfold);

#endif
