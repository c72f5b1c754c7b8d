/* Findings as a comment on a pull request or a job's summary. */
#include "modelc/report/renderers.h"

#include <string.h>

/* What would end a table cell or start markup. */
static void add_cell(StrBuf *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (*p == '\n')
            strbuf_add(out, "<br>");
        else if (*p == '<')
            strbuf_add(out, "&lt;");
        else if (strchr("|*_`\\[]", *p))
            strbuf_addf(out, "\\%c", *p);
        else
            strbuf_addc(out, *p);
    }
}

static void write_where(StrBuf *out, Sources *sources, const Range *at)
{
    SourcePlace place = source_place(sources, at);

    if (!at->file)
        return;
    add_cell(out, at->file);
    if (place_is_known(&place))
        strbuf_addf(out, ":%zu:%zu", place.line, place.column);
}

static void write_finding(StrBuf *out, Sources *sources, const Finding *finding)
{
    const FindingKind *kind = finding_kind(finding->id);

    strbuf_addf(out, "| %s | ", severity_name(finding->severity));
    write_where(out, sources, &finding->at);
    strbuf_add(out, " | ");
    add_cell(out, finding->message);
    for (size_t i = 0; i < finding->notes.count; i++) {
        strbuf_add(out, "<br>");
        add_cell(out, finding->notes.items[i].text);
    }
    if (finding->hint) {
        strbuf_add(out, "<br>");
        add_cell(out, finding->hint);
    }
    strbuf_addf(out, " | %s %s |\n", kind->code, kind->name);
}

void report_markdown(StrBuf *out, const Report *report)
{
    Sources sources = {.arena = out->arena};
    const char *counts = report_counts(out->arena, report);

    if (report->findings->items.count == report->first)
        return;
    strbuf_addf(out, "### modelc: %s\n\n", *counts ? counts : "notes");
    strbuf_add(out, "| | where | what | rule |\n|---|---|---|---|\n");
    for (size_t i = report->first; i < report->findings->items.count; i++)
        write_finding(out, &sources, report->findings->items.items[i]);
}
