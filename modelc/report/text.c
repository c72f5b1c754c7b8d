/* Findings as gcc and clang print them. */
#include "modelc/report/renderers.h"

void report_text(StrBuf *out, const Report *report)
{
    const Findings *findings = report->findings;

    for (size_t i = report->first; i < findings->items.count; i++) {
        const Finding *finding = findings->items.items[i];

        strbuf_addf(out, "modelc: error: %s [%s]\n", finding->message,
                    finding_kind(finding->id)->code);
    }
}
