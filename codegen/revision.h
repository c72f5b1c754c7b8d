/*
 * A revision file: plain SQL with a header of comment lines and marks, as people and modelc write
 * it.
 *
 *     -- add is_draft field to blogpost
 *     --
 *     -- Revision ID: ba76cbd4fd71
 *     -- Revises: fb235ae0f99f
 *     -- Create Date: 2025-10-01 17:44:00+00:00
 *     -- Schema: sha256:6f1c... (after this revision)
 *
 *     -- migrate:up
 *
 *     ALTER TABLE ...;
 *
 *     -- migrate:down
 *
 *     ALTER TABLE ...;
 *
 *     -- modelc:end-of-file
 *
 * The first revision of a database that held objects before says so in a line
 * "-- Starts from: sha256:...": see migrate/baseline.h.
 *
 * Only "Revision ID" and "-- migrate:up" are required.  A mark starts in the first column; inside a
 * string, a quoted name, a dollar quote or a block comment it is text.
 *
 * A file that was cut must not pass for a shorter one.  revision_write() therefore always writes a
 * "Schema:" line and closes the file with "-- modelc:end-of-file"; a file with the first and
 * without the last was cut.  Files written by hand need neither.
 */
#ifndef CODEGEN_REVISION_H
#define CODEGEN_REVISION_H

#include "base/file.h"
#include "base/finding.h"

#include <time.h>

/* One exchange with the server, or one transaction, of a script. */
typedef struct Step {
    bool transactional;
    bool has_sql;      /* false: comments only */
    const char *sql;   /* lines end in LF, no blank lines around */
    size_t begin, end; /* bytes of the file */
    StrVec prechecks;  /* queries that must return no row before the step runs */
} Step;

typedef VEC(Step) StepVec;

/* The up or the down half. */
typedef struct Script {
    bool present;             /* the file has the section */
    bool split;               /* "transaction:false": the steps do not share one transaction */
    const char *irreversible; /* reason of a line "-- irreversible: REASON" in its SQL, or NULL */
    Range at;                 /* the line that opens the section */
    StepVec steps;
    VEC(Range) generated; /* from each line "modelc:begin" to the end of its "modelc:end" */
} Script;

typedef struct Revision {
    const char *id;
    StrVec parents; /* none: a base; several: a merge */
    StrVec depends_on;
    StrVec labels;
    StrVec replaces;         /* those that a squash made one, oldest first */
    const char *message;     /* may hold several lines; "" when there is none */
    const char *create_date; /* "2025-10-01 17:44:00+00:00", or "" */
    const char *schema;      /* "sha256:..." of the schema after it, or NULL when not recorded */
    const char *starts_from; /* "sha256:..." of the baseline that it changes; NULL: of nothing */
    Script up, down;
    const char *baseline; /* the text that it starts from, while no file has it yet; or NULL */

    /* Filled by reading alone. */
    const char *path;     /* as the user spelled it */
    Text text;            /* the whole file */
    const char *checksum; /* revision_checksum() of it */
    Range id_at, parents_at, depends_on_at, labels_at, replaces_at, date_at, schema_at,
        starts_from_at;
} Revision;

/* What is to be different in a file; NULL: stays. */
typedef struct RevisionEdit {
    const char *id, *create_date, *schema;
    const StrVec *parents, *depends_on;
    const char *up, *down; /* what modelc:begin and modelc:end enclose */
} RevisionEdit;

enum { REVISION_ID_SIZE = 64 };

/*
 * Whether `id` may name a revision or a branch: 1 to 64 letters, digits, '_' and '.', and not one
 * of the words head, heads, base and current.
 */
bool revision_id_valid(const char *id);

/*
 * Read the file at `path`.
 *
 * NULL and MC801 when it is missing, not a regular file, too large, not UTF-8 or holds a NUL byte;
 * otherwise as revision_read().
 */
Revision *revision_load(Arena *run, Findings *findings, const char *path);

/*
 * Read the text of a revision file; it must live as long as the result.
 *
 * NULL and one MC802 (MC801 for bytes that are no text), on the line that causes it, when the text
 * has no identifier or no up section, gives something twice, has an unknown mark, an open string or
 * comment, or was cut.
 */
Revision *revision_read(Arena *run, Findings *findings, const char *path, Text text);

/*
 * The text of the file.  Equal revisions give equal bytes, and revision_read() gives the revision
 * back when its steps have no blank lines around.  Marks that belong to a step (modelc:begin,
 * hazards, prechecks, irreversible) are part of its SQL text; the fields that reading fills are not
 * written.
 */
const char *revision_write(Arena *run, const Revision *revision);

/*
 * The text of the file `revision` was read from, with the edits; every other byte stays.  A half
 * that has no part marked as generated keeps its SQL.
 */
const char *revision_edit(Arena *run, const Revision *revision, const RevisionEdit *edit);

/* A half's generated statements with the marks around them. */
const char *revision_generated(Arena *run, const char *sql);

/* Add a step that runs in a transaction: the usual way to fill a script. */
void script_add(Arena *run, Script *script, const char *sql);

/* Whether a statement of the script would run at all. */
bool script_has_sql(const Script *script);

/* "sha256:..." of the text with CRLF read as LF, so that a checkout's line ends do not matter. */
const char *revision_checksum(Arena *run, Text text);

/* "2025-10-01 17:44:00+00:00". */
const char *revision_date(Arena *run, time_t date);

/* "20251001174400_ba76cbd4fd71_add_is_draft_field_to_blogpost.sql". */
const char *revision_file_name(Arena *run, time_t date, const char *id, const char *message);

/* The first line of the message. */
const char *revision_title(Arena *run, const Revision *revision);

/* The byte of the file that stands for byte `offset` of the step's SQL. */
size_t revision_offset(const Revision *revision, const Step *step, size_t offset);

/* The number, from 1, of the line that holds byte `offset` of the file. */
size_t revision_line(const Revision *revision, size_t offset);

#endif
