#include "modelc/report/report.h"

#include "base/text.h"
#include "modelc/report/renderers.h"

const char *const format_names[] = {"text", "json", "sarif", "github", "markdown", NULL};

static void (*const renderers[])(StrBuf *out, const Report *report) = {
    [FORMAT_TEXT] = report_text,   [FORMAT_JSON] = report_text,     [FORMAT_SARIF] = report_text,
    [FORMAT_GITHUB] = report_text, [FORMAT_MARKDOWN] = report_text,
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
