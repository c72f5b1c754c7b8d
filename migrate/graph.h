/*
 * The revision files of a project as a graph: who revises whom.  Knows no server.
 *
 * Two kinds of edges exist, as in Alembic: a revision *revises* its parents (the lines of history,
 * which branch and merge), and may *depend on* revisions of other lines.
 */
#ifndef MIGRATE_GRAPH_H
#define MIGRATE_GRAPH_H

#include "base/map.h"
#include "codegen/revision.h"

typedef struct GraphNode GraphNode;
typedef VEC(GraphNode *) NodeVec;

struct GraphNode {
    const Revision *revision;
    NodeVec parents, depends_on;  /* as the file gives them */
    NodeVec children, dependents; /* the edges backwards, oldest first */
    StrVec labels;                /* of the branches it is on, see graph_spread_labels() */
    size_t order;                 /* index in Graph.nodes */
};

typedef VEC(const Revision *) RevisionVec;

/*
 * A revision that replaces others stands for them: their files, if they are still there, are no
 * nodes.  For a database that has a part of them it is the other way round; see ledger_graph().
 */
typedef struct Graph {
    NodeVec nodes; /* each behind those it revises and depends on; else by date, then identifier */
    Map by_id;     /* GraphNode */
    Map by_label;  /* GraphNode: the file that gives the label */
    Map aliases;   /* GraphNode: by an identifier without a node, the one that stands for it */
    RevisionVec revisions; /* all files, by date, then identifier */
} Graph;

/* Towards newer or older revisions; a word that fits neither alone ("head") has no direction. */
typedef enum Direction {
    DIRECTION_ANY,
    DIRECTION_UP,
    DIRECTION_DOWN,
} Direction;

/* Which edges to follow. */
typedef enum Edges {
    EDGES_REVISES, /* parents only */
    EDGES_ALL,     /* dependencies too */
} Edges;

/*
 * Read all *.sql files of the directory; one that does not exist has none.
 *
 * NULL after an error: MC801 and MC802 for a file, and those of graph_build().  Every broken file
 * is reported.
 */
Graph *graph_load(Arena *run, Findings *findings, const char *dir);

/*
 * The graph of these revisions.
 *
 * NULL and MC803 when an identifier or a label is given twice, MC804 when one that is revised or
 * depended on does not exist, MC805 for a loop.
 */
Graph *graph_build(Arena *run, Findings *findings, const RevisionVec *revisions);

/*
 * The same, where the revisions named in `unfold` do not stand for those they replace, whose files
 * must be there.
 */
Graph *graph_build_unfolded(Arena *run, Findings *findings, const RevisionVec *revisions,
                            const StrVec *unfold);

/*
 * Give every node the labels of its branch: a label goes to all revisions behind the one that has
 * it, and before it down to where the branch begins, a fork or a merge.
 */
void graph_spread_labels(Arena *run, Graph *graph);

/* NULL when no revision has exactly this identifier. */
GraphNode *graph_find(const Graph *graph, const char *id);

/* The same, or the one that stands for that revision. */
GraphNode *graph_find_alias(const Graph *graph, const char *id);

/* The file of a revision, whether it is a node or one that is replaced; NULL when it is gone. */
const Revision *graph_file(const Graph *graph, const char *id);

/* Revisions that no other one revises; in order. */
void graph_heads(Arena *run, const Graph *graph, NodeVec *heads);

/* Heads that no other revision depends on either: going to all of them runs everything. */
void graph_tips(Arena *run, const Graph *graph, NodeVec *tips);

/* Revisions that revise nothing; in order. */
void graph_bases(Arena *run, const Graph *graph, NodeVec *bases);

/* A set of revisions: one flag per node, by its order. */
typedef bool *NodeSet;

/* The empty set. */
NodeSet nodeset_new(Arena *run, const Graph *graph);

NodeSet nodeset_of(Arena *run, const Graph *graph, const NodeVec *nodes);

/* `from` and all before it, or all behind it. */
NodeSet nodeset_ancestors(Arena *run, const Graph *graph, const NodeVec *from, Edges edges);
NodeSet nodeset_descendants(Arena *run, const Graph *graph, const NodeVec *from, Edges edges);

/* All before and all behind the node by parents, and itself: its branch. */
NodeSet nodeset_lineage(Arena *run, const Graph *graph, GraphNode *node);

/* The members, oldest first. */
void nodeset_list(Arena *run, const Graph *graph, const bool *set, NodeVec *nodes);

/* The members that no other member revises or depends on: what `current` shows. */
void nodeset_heads(Arena *run, const Graph *graph, const bool *set, NodeVec *heads);

#endif
