/*
 * Workflow commands that GitHub shows as annotations of a pull request.
 *
 * Source: GitHub Docs, "Workflow commands for GitHub Actions".
 */
#include "modelc/report/renderers.h"

#include <string.h>

static void add_escaped(StrBuf *out, const char *text, bool property)
{
    static const struct {
        char c;
        bool property; /* only there */
        const char *code;
    } codes[] = {
        {'%',  false, "%25"},
        {'\r', false, "%0D"},
        {'\n', false, "%0A"},
        {':',  true,  "%3A"},
        {',',  true,  "%2C"},
    };

    for (const char *p = text; *p; p++) {
        const char *code = NULL;

        for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
            if (*p == codes[i].c && (property || !codes[i].property))
                code = codes[i].code;
        if (code)
            strbuf_add(out, code);
        else
            strbuf_addc(out, *p);
    }
}

/* The end column is inclusive, and columns are only allowed within one line. */
static void write_properties(StrBuf *out, Sources *sources, const Range *at)
{
    SourcePlace place = source_place(sources, at);

    strbuf_add(out, "file=");
    add_escaped(out, at->file, true);
    strbuf_addc(out, ',');
    if (!place_is_known(&place))
        return;
    strbuf_addf(out, "line=%zu,endLine=%zu,", place.line, place.end_line);
    if (place.line == place.end_line)
        strbuf_addf(out, "col=%zu,endColumn=%zu,", place.column,
                    place.end_column > place.column ? place.end_column - 1 : place.column);
}

static void add_line(StrBuf *out, const char *word, const char *text)
{
    add_escaped(out, arena_printf(out->arena, "\n%s%s", word, text), false);
}

static void write_notes(StrBuf *out, Sources *sources, const Finding *finding)
{
    for (size_t i = 0; i < finding->notes.count; i++) {
        const Note *note = &finding->notes.items[i];
        SourcePlace place = source_place(sources, &note->at);

        add_line(out, "", note->text);
        if (place_is_known(&place))
            add_escaped(out, arena_printf(out->arena, ": %s:%zu", note->at.file, place.line),
                        false);
    }
    if (finding->fix)
        add_line(out, "Fix: ", finding->fix);
    if (finding->hint)
        add_line(out, "", finding->hint);
}

static void write_finding(StrBuf *out, Sources *sources, const Finding *finding)
{
    const FindingKind *kind = finding_kind(finding->id);
    bool note = finding->severity == SEVERITY_NOTE;

    strbuf_addf(out, "::%s ", note ? "notice" : severity_name(finding->severity));
    if (finding->at.file)
        write_properties(out, sources, &finding->at);
    strbuf_addf(out, "title=%s %s::", kind->code, kind->name);
    add_escaped(out, finding->message, false);
    write_notes(out, sources, finding);
    strbuf_addc(out, '\n');
}

/* Errors first: GitHub shows only the first ten of each level. */
void report_github(StrBuf *out, const Report *report)
{
    Sources sources = {.arena = out->arena};
    const char *counts = report_counts(out->arena, report);

    for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--)
        for (size_t i = report->first; i < report->findings->items.count; i++)
            if ((int)report->findings->items.items[i]->severity == severity)
                write_finding(out, &sources, report->findings->items.items[i]);
    if (*counts)
        strbuf_addf(out, "::notice title=modelc::%s\n", counts);
}
