/*
 * What can go wrong when a plan runs: rules over operations, a page each in docs/findings/.
 *
 * A rule looks at one operation and at what is known of the live database; it knows no SQL text.
 */
#ifndef DIFF_HAZARDS_H
#define DIFF_HAZARDS_H

#include "diff/plan.h"

/* What is known of a table's rows. */
typedef struct TableFacts {
    bool empty;
    double rows; /* estimate of the statistics; negative: unknown */
} TableFacts;

/* What is known of a type that is not built in. */
typedef struct TypeFacts {
    bool rejects_null; /* a domain that is NOT NULL */
    bool has_default;  /* a domain with a default */
} TypeFacts;

/* Facts about the live database; a missing entry means unknown. */
typedef struct LiveFacts {
    Map tables;         /* path -> TableFacts * */
    Map types;          /* canonical type -> TypeFacts * */
    const char *server; /* "app@db:5432/shop"; NULL: not asked */
    bool is_start;      /* no revision has been written yet: the database is as modelc found it */
} LiveFacts;

typedef struct Hazard {
    size_t op; /* index in the plan */
    Finding *finding;
    const char *allow; /* what --allow has to name before the plan may be written; NULL: nothing */
    bool blocks;       /* nothing permits it: the plan cannot run */
    const char *empty; /* path of a table that must have no rows when it runs; NULL: none */
    const Object *gone, *come; /* what may have been renamed, and its new name; NULL */
    StrVec lines; /* for the revision file: the story, below the machine-readable line */
} Hazard;

typedef VEC(Hazard) Hazards;

/* One file per family defines these; see hazards.c for the table. */
typedef struct HazardContext {
    Arena *run;
    Findings *findings;
    const Plan *plan;
    const LiveFacts *live;
    bool is_down; /* the plan is the way back */
    Hazards *hazards;
    size_t op;
} HazardContext;

/*
 * Find the hazards of a plan, in the order of its operations, and add a finding for each.
 * `is_down`: it is a downgrade, where losing what the upgrade made is the point.
 */
void find_hazards(Arena *run, Findings *findings, const Plan *plan, const LiveFacts *live,
                  bool is_down, Hazards *hazards);

/* Add a hazard of the current operation; `finding` is already added. */
Hazard *hazard_add(const HazardContext *context, Finding *finding, const char *allow);

__attribute__((format(printf, 3, 4))) void hazard_line(const HazardContext *context, Hazard *hazard,
                                                       const char *format, ...);

/* Rules: look at the current operation, add what they find. */
void hazard_null(const HazardContext *context, const Op *op);      /* MC101, MC102 */
void hazard_loss(const HazardContext *context, const Op *op);      /* MC107, MC2xx */
void hazard_enum(const HazardContext *context, const Op *op);      /* MC111 */
void hazard_rename(const HazardContext *context, const Op *op);    /* MC210 */
void hazard_outsiders(const HazardContext *context, const Op *op); /* MC108, MC109, MC214 */

void hazard_partition(const HazardContext *context, const Op *op); /* MC116, MC117 */

/* The DEFAULT partition that the operation takes rows from, as `plan->to` has it; NULL: none. */
const Object *hazard_default_partition(const Op *op);

/* The partition, as `plan->to` has it, when rows of it may be none any more; else NULL. */
const Object *hazard_narrowed_partition(const Op *op);

/* Let the finding say what rows the table has. */
void hazard_note_rows(const HazardContext *context, Finding *finding, const Object *table);

/* Whether the plan makes the object, be it in place of one that goes. */
bool is_made_anew(const Object *object);

/* A value that suits a column of the type, for advice; NULL: there is none that fits all. */
const char *hazard_sample(const char *type);

#endif
