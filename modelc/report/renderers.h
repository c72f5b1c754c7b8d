/* The renderers behind report_write(): one per format, one file each. */
#ifndef MODELC_REPORT_RENDERERS_H
#define MODELC_REPORT_RENDERERS_H

#include "modelc/report/report.h"
#include "modelc/report/source.h"

void report_text(StrBuf *out, const Report *report);
void report_json(StrBuf *out, const Report *report);
void report_sarif(StrBuf *out, const Report *report);
void report_github(StrBuf *out, const Report *report);
void report_markdown(StrBuf *out, const Report *report);

/* How many of the report's findings have the severity. */
size_t report_count(const Report *report, Severity severity);

/* "2 errors and 1 warning", "1 warning", …; "" when there are neither. */
const char *report_counts(Arena *arena, const Report *report);

/* `at` is known: it has a file that could be read, and the file has that line. */
bool place_is_known(const SourcePlace *place);

#endif
