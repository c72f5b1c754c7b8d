#include "modelc/report/report.h"

#include "base/text.h"
#include "modelc/report/renderers.h"

const char *const format_names[] = {"text", "json", "sarif", "github", "markdown", "sql", NULL};

static void (*const renderers[])(StrBuf *out, const Report *report) = {
    [FORMAT_TEXT] = report_text,         [FORMAT_JSON] = report_json,
    [FORMAT_SARIF] = report_sarif,       [FORMAT_GITHUB] = report_github,
    [FORMAT_MARKDOWN] = report_markdown, [FORMAT_SQL] = report_text,
};

Format format_find(const char *name)
{
    for (size_t i = 0; name && format_names[i]; i++)
        if (text_same(format_names[i], name))
            return (Format)i;
    return FORMAT_TEXT;
}

void report_write(StrBuf *out, Format format, const Report *report)
{
    renderers[format](out, report);
}

const char *severity_name(Severity severity)
{
    static const char *const names[] = {"note", "warning", "error"};

    return names[severity];
}

size_t report_count(const Report *report, Severity severity)
{
    size_t count = 0;

    for (size_t i = report->first; i < report->findings->items.count; i++)
        count += report->findings->items.items[i]->severity == severity;
    return count;
}

const char *report_counts(Arena *arena, const Report *report)
{
    size_t errors = report_count(report, SEVERITY_ERROR);
    size_t warnings = report_count(report, SEVERITY_WARNING);
    StrBuf buf = {.arena = arena};

    if (errors)
        strbuf_addf(&buf, "%zu error%s", errors, errors == 1 ? "" : "s");
    if (errors && warnings)
        strbuf_add(&buf, " and ");
    if (warnings)
        strbuf_addf(&buf, "%zu warning%s", warnings, warnings == 1 ? "" : "s");
    return strbuf_text(&buf);
}

bool place_is_known(const SourcePlace *place)
{
    return place->line > 0;
}
