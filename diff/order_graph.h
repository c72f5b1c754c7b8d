/* Which operation comes before which, and how much that matters; shared by diff/order*.c. */
#ifndef DIFF_ORDER_GRAPH_H
#define DIFF_ORDER_GRAPH_H

#include "diff/compare.h"
#include "schema/refs.h"

/* A wish of the order alone, behind the strengths of references: it gives way first. */
enum { WISH = REF_FAINT + 1 };

typedef struct Edge {
    size_t before, after;
    unsigned strength;
    bool cut; /* it gave way */
} Edge;

typedef VEC(Edge) Edges;
typedef VEC(const Object *) Holders;

typedef struct Graph {
    Arena *run, *scratch;
    Plan *plan;
    Edges edges;
    Map holders;    /* a name in the space where it is unique → Holders *, see order_names.c */
    Map heirs;      /* a table's path → Holders * of those that inherit from it in `plan->from` */
    size_t current; /* the operation whose needs are being collected */
    bool by_name;   /* the current operation names what it needs: any shape will do */
    bool whole;     /* collecting for the whole that the current object is a part of */
    bool rewrites;  /* rewrites_rows() */
    bool strict;    /* a drop waits for what may stand on what it takes away */
    size_t *waits;  /* how many edges still hold each operation back */
    Object *loop;   /* set by sort_ops(), see order_ops() */
    size_t *heads, *next;     /* edges by `before`: index plus one; 0 ends */
    size_t *tails, *previous; /* the same by `after` */
    Edge **ways;              /* by operation, to find a loop */
} Graph;

void add_edge(Graph *graph, size_t before, size_t after, unsigned strength);

/* What goes is gone before the current operation. */
void be_gone(Graph *graph, const Object *old);

/* Note who has which name in `plan->from`; before collect_names(). */
void collect_holders(Graph *graph);

/* The names that its CREATE takes and its DROP leaves, each with the space where it is unique. */
StrVec own_names(Arena *scratch, const Object *object);

/* The names that the operation, the current one, takes are free before it. */
void collect_names(Graph *graph, const Op *op);

/* Add the edges between the current operation and those on an object. */
typedef void EdgesFn(Graph *graph, const Object *object, unsigned strength);

/* Operations that give the object its new shape come before the current one. */
EdgesFn come_before;

/* Operations that take its old shape away come behind the current one. */
EdgesFn come_after;

/*
 * An heir that is there before a column of its table has it behind its own, and without TOAST; so
 * has a partition.
 */
void collect_taken(Graph *graph, const Object *object);

/* The CREATE of an heir of several tables refuses to have two kinds of storage: all that they will
 * have alike is said before it, what only one will have behind it. */
void collect_stored(Graph *graph, const Object *heir);

/* The same with those on what an heir's column comes from, which change it as well. */
void with_above(Graph *graph, const Schema *schema, const Object *object, unsigned strength,
                EdgesFn *fn);

/* The change of an heir's column between those of its table's. */
void collect_handed_down(Graph *graph, const Op *op);

/* What the operation, the current one, is to all that may use it without its name. */
void collect_unnamed(Graph *graph, const Op *op);

/* What rewrites the rows that a column has values of comes between its two changes. */
void collect_passage(Graph *graph, const Op *op);

/* It comes before a column with such values that is new, and behind one that `leaves`. */
void collect_rows(Graph *graph, const Object *part, bool leaves, unsigned strength);

/* What drops a column comes behind what gives it to heirs again, see heirs_take_over(). */
void collect_taken_over(Graph *graph, const Op *op);

/* What an heir is told of a column comes behind all that becomes of it above (heirs_several.c). */
void collect_shared(Graph *graph, const Op *op);

/*
 * Renames stay in their order, before all else or, to be undone, behind it: but for what makes room
 * for them.  After all other edges.
 */
void collect_renames(Graph *graph);

/* What stands before the renames of the ordered plan, or behind undone ones, says the old names. */
void say_old_names(Arena *run, const Plan *plan);

/* Put the operations of the plan in an order that the edges allow; false: there is none. */
bool sort_ops(Graph *graph, Findings *findings);

#endif
