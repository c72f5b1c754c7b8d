/* The renderers behind report_write(): one per format, one file each. */
#ifndef MODELC_REPORT_RENDERERS_H
#define MODELC_REPORT_RENDERERS_H

#include "modelc/report/report.h"

void report_text(StrBuf *out, const Report *report);

#endif
