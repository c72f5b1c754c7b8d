/* Which operation comes before which, and how much that matters; shared by diff/order*.c. */
#ifndef DIFF_ORDER_GRAPH_H
#define DIFF_ORDER_GRAPH_H

#include "diff/compare.h"
#include "schema/refs.h"

/* A wish of the order alone, behind the strengths of references: it gives way first. */
enum { WISH = REF_LOOSE + 1, STRENGTHS };

typedef struct Edge {
    size_t before, after;
    unsigned strength;
} Edge;

typedef VEC(Edge) Edges;

typedef struct Graph {
    Arena *run, *scratch;
    Plan *plan;
    Edges edges;
    size_t current;           /* the operation whose needs are being collected */
    bool by_name;             /* the current operation names what it needs: any shape will do */
    bool whole;               /* collecting for the whole that the current object is a part of */
    bool strict;              /* a drop waits for what may stand on what it takes away */
    size_t *waits[STRENGTHS]; /* operations that still have to come before, by strength */
    size_t *heads, *next;     /* edges by `before`: index plus one; 0 ends */
} Graph;

/* Put the operations of the plan in an order that the edges allow; false: there is none. */
bool sort_ops(Graph *graph, Findings *findings);

#endif
