/*
 * The three sides: models, revisions, live database; read together and compared.
 */
#ifndef MODELC_COMPARISON_H
#define MODELC_COMPARISON_H

#include "codegen/statement.h"
#include "migrate/ledger.h"
#include "modelc/session.h"
#include "schema/snapshot.h"

/* What separates database and models, one way; all made at once, while the plan's notes stand. */
typedef struct Way {
    Plan plan;
    Hazards hazards;
    Statements statements;
    StrVec detected; /* "Detected added column 'users.bio'" */
} Way;

typedef struct Comparison {
    Db *db; /* NULL: compared without a server */
    const Graph *graph;
    Ledger ledger;
    NodeVec current, heads; /* what is applied, what there is */
    Schema models;
    const char *models_text; /* snapshot_objects() of it as written, or NULL */
    const char *models_hash; /* snapshot_hash() of it, or NULL */
    Schema catalog;
    const char *baseline; /* text of baseline.sql: the first revision needs it; or NULL */
    Snapshot snapshot;    /* its outline */
    bool has_snapshot;
    LiveFacts live;
    Renames renames; /* done in `catalog` already */
    Way up, down;
} Comparison;

/* What comparison_read() is to do besides reading revisions and snapshot and compiling the models.
 */
enum {
    COMPARE_LIVE = 1,     /* read ledger and catalog too, and have the server spell what is new */
    COMPARE_TO_WRITE = 2, /* keep the models' text for a snapshot */
};

/*
 * Read the sides that `what` (COMPARE_…) asks for; the catalog is read while the models compile.
 *
 * False after an error of any of them.
 */
bool comparison_read(Session *session, unsigned what, Comparison *out);

/* Revisions and ledger alone, without models.  False after an error. */
bool comparison_read_history(Session *session, Comparison *out);

/*
 * The models and what the revisions `nodes` of `graph` give, in their order, on a scratch database;
 * the snapshot may be unreadable.  The models' text is kept.
 */
bool comparison_replay(Session *session, const Graph *graph, const NodeVec *nodes, Comparison *out);

/*
 * The text of a baseline with all that the database holds but the ledger and the table `*without`
 * as SQL names it, which becomes its path, or NULL when there is none.  False and MC702 or MC904.
 */
bool comparison_baseline(Session *session, Db *db, const char **without, const char **text);

/* Whether the database has every revision there is. */
bool comparison_is_at_head(const Comparison *comparison);

/* How many revisions it does not have. */
size_t comparison_pending(Session *session, const Comparison *comparison);

/*
 * Fill `up` and `down`.  `fill` holds TABLE.COLUMN=EXPRESSION items, NULL for none.  Findings of
 * the hazards go to `findings`, which may be a list of its own for a caller that writes no
 * revision.
 *
 * False after MC901 for a fill that fits no new column, MC904, MC702.
 */
bool comparison_plan(Session *session, Findings *findings, Comparison *comparison,
                     const StrVec *fill);

/* Path of the ledger's table. */
const char *comparison_ledger(const Session *session);

/* The statements of one way as they stand in a revision file, without the marks around them. */
const char *way_text(Arena *run, const Way *way);

/* Fill a revision's half with them, marked as generated. */
void way_script(Arena *run, const Way *way, Script *script);

/* From `way->plan` to its hazards, statements and words; `is_down`: it is a downgrade. */
void way_finish(Arena *run, Findings *findings, const LiveFacts *live, bool is_down, Way *way);

/*
 * The models before the server spelled them: what the snapshot holds.  False after the errors of
 * the reader, in `findings`.
 */
bool comparison_models(Session *session, Findings *findings, Schema *models);

/* Whether the models say what the snapshot says. */
bool comparison_models_as_snapshot(Session *session);

#endif
