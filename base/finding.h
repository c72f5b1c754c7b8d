/*
 * Findings: the only way in which the library tells the user anything.
 *
 * A function that can fail for the user's reasons adds exactly one error
 * finding and returns false.  Nothing below modelc/ prints.  Codes live in
 * base/findings.def, one line each.
 */
#ifndef BASE_FINDING_H
#define BASE_FINDING_H

#include "base/text.h"
#include "base/vec.h"

#include <stdbool.h>

typedef enum Severity {
    SEVERITY_NOTE,
    SEVERITY_WARNING,
    SEVERITY_ERROR,
} Severity;

typedef enum FindingId {
#define FINDING(ID, severity, name, title) FINDING_##ID,
#include "base/findings.def"
#undef FINDING
    FINDING_COUNT
} FindingId;

/* One line of the table. */
typedef struct FindingKind {
    const char *code;  /* "M301" */
    Severity severity; /* unless configured otherwise */
    bool off;          /* a warning that is told only where it is asked for */
    const char *name;  /* "unknown-table", after -W */
    const char *title; /* one line, for `explain` */
} FindingKind;

const FindingKind *finding_kind(FindingId id);

/* The one of that name or code, in any case; FINDING_COUNT: there is none. */
FindingId finding_find(const char *word);

/* The name nearest to the word, of those that are no errors. */
Suggestion finding_near(const char *word);

/* Bytes [begin, end) of a text file; `file` NULL: no place. */
typedef struct Range {
    const char *file; /* as the user spelled it, relative to the project */
    size_t begin, end;
    const char *via; /* name of the macro it came from, or NULL */
} Range;

typedef struct Note {
    Range at; /* may be no place */
    const char *text;
} Note;

/* Byte `at` of an SQL text stands at byte `place` of the finding's file, and so on up to the next.
 */
typedef struct DoubtPlace {
    size_t at, place;
} DoubtPlace;

/* SQL that modelc itself cannot parse, for a server to judge. */
typedef struct Doubt {
    const char *sql;
    bool is_expr;           /* else a whole statement */
    unsigned since;         /* the version of PostgreSQL that is known to know it; 0 */
    VEC(DoubtPlace) places; /* none: all of it stands at the finding's place */
} Doubt;

typedef struct Finding {
    FindingId id;
    Severity severity;
    bool promoted; /* a warning that -Werror made an error */
    Range at;
    const char *object;  /* path such as public.users.email, or NULL */
    const char *message; /* lower case, no full stop */
    const char *fix;     /* text that should stand at `at` instead, or NULL */
    const char *hint;    /* advice, a sentence, or NULL */
    Doubt *doubt;        /* M601, M607; else NULL */
    VEC(Note) notes;
} Finding;

/* Where findings go. */
typedef struct Findings {
    Arena *arena; /* owns all text */
    VEC(Finding *) items;
    size_t error_count;
    size_t warning_count;
} Findings;

/* Add a finding of the table's severity; the result may be given a fix, a hint and notes. */
__attribute__((format(printf, 4, 5))) Finding *finding_add(Findings *findings, FindingId id,
                                                           Range at, const char *format, ...);

__attribute__((format(printf, 4, 5))) void finding_note(Findings *findings, Finding *finding,
                                                        Range at, const char *format, ...);

/* Add all of `more`, behind what is there. */
void findings_append(Findings *findings, const Findings *more);

/* Sort by file and offset; findings without a place keep their order, behind the others. */
void findings_sort(Findings *findings);

#define NO_RANGE ((Range){0})

#endif
