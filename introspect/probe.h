/*
 * Facts about the live database that no static rule can know: whether tables have rows, which
 * casts exist, whether a type takes NULL.
 *
 * Cheap, and nothing stays: rows are never counted, and what is tried is rolled back.  The
 * connection must not be in a transaction.  A fact that cannot be had (no right, no time, no such
 * thing) is unknown, which is no error.  Each function returns false and adds MC702 when the
 * connection is lost.
 */
#ifndef INTROSPECT_PROBE_H
#define INTROSPECT_PROBE_H

#include "introspect/db.h"
#include "schema/kind.h"

typedef enum ProbeAnswer { PROBE_UNKNOWN, PROBE_NO, PROBE_YES } ProbeAnswer;

typedef struct ProbeTable {
    const char *path;     /* asked */
    ProbeAnswer has_rows; /* also in tables that inherit from it */
    double rows;          /* estimate of the statistics; negative: unknown */
    const char *date;     /* of the statistics, "2026-11-20"; NULL: unknown */
} ProbeTable;

typedef VEC(ProbeTable) ProbeTables;

bool probe_tables(Arena *run, Db *db, Findings *findings, ProbeTables *tables);

typedef enum CastKind {
    CAST_UNKNOWN,
    CAST_AUTOMATIC, /* ALTER COLUMN … TYPE does it */
    CAST_EXPLICIT,  /* with USING column::type */
    CAST_NONE,      /* not even that */
} CastKind;

typedef struct ProbeCast {
    const char *from, *to; /* types, asked */
    CastKind kind;
} ProbeCast;

typedef VEC(ProbeCast) ProbeCasts;

/*
 * How values get from one type to another, by tables without rows.  What `model` has and `catalog`
 * has not (a new enum) exists meanwhile; both may be NULL.
 */
bool probe_casts(Arena *run, Db *db, Findings *findings, const Schema *catalog, const Schema *model,
                 ProbeCasts *casts);

typedef struct ProbeType {
    const char *type;         /* asked */
    ProbeAnswer rejects_null; /* NOT NULL, or a check that is false for NULL, of a domain */
    bool has_default;         /* of a domain */
} ProbeType;

typedef VEC(ProbeType) ProbeTypes;

/*
 * Whether types take NULL.  A domain's checks are evaluated for NULL, in a read-only transaction,
 * but only when they call nothing that a user defined; else the answer is unknown.
 */
bool probe_types(Arena *run, Db *db, Findings *findings, ProbeTypes *types);

#endif
