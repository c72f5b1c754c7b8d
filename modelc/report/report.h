/*
 * Findings as text for people, editors, pull requests and programs.
 *
 * A renderer writes into memory and knows nothing of streams; adding a format is a file, a row in
 * report.c and an enumerator.
 */
#ifndef MODELC_REPORT_REPORT_H
#define MODELC_REPORT_REPORT_H

#include "base/finding.h"
#include "base/json.h"
#include "base/strbuf.h"

typedef enum Format {
    FORMAT_TEXT,
    FORMAT_JSON,
    FORMAT_SARIF,
    FORMAT_GITHUB,
    FORMAT_MARKDOWN,
    FORMAT_SQL, /* findings as text; a result that is a change, as its statements */
} Format;

/* Names for --format, NULL-terminated, in the order of Format. */
extern const char *const format_names[];

/* FORMAT_TEXT for NULL. */
Format format_find(const char *name);

typedef struct Report {
    const Findings *findings;
    size_t first; /* findings before it were written already */
    Json *result; /* the command's own members, for JSON; NULL: none */
    bool colour;  /* text only */
    bool summary; /* text only: close with a line of counts */
} Report;

/* "error", "warning", "note". */
const char *severity_name(Severity severity);

/* Append the findings to `out`, whose arena is used for everything. */
void report_write(StrBuf *out, Format format, const Report *report);

#endif
