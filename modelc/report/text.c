/* Findings as gcc and clang print them: every editor's problem matcher reads the first line. */
#include "modelc/redact.h"
#include "modelc/report/renderers.h"

#include <string.h>

enum { ERRORS_SHOWN = 20 };

typedef enum Paint {
    PAINT_PLACE,
    PAINT_ERROR,
    PAINT_WARNING,
    PAINT_NOTE,
    PAINT_FIX,
    PAINT_TEXT,
} Paint;

/* gcc's own colours (GCC manual, GCC_COLORS). */
static const char *const paints[] = {
    [PAINT_PLACE] = "\033[1m",   [PAINT_ERROR] = "\033[1;31m", [PAINT_WARNING] = "\033[1;35m",
    [PAINT_NOTE] = "\033[1;36m", [PAINT_FIX] = "\033[32m",     [PAINT_TEXT] = "\033[1m",
};

typedef struct Writer {
    StrBuf *out;
    Sources sources;
    bool colour;
    bool placed; /* a finding had a place, so a closing line of counts helps */
} Writer;

static void add(Writer *writer, Paint paint, const char *text)
{
    if (!writer->colour) {
        strbuf_add(writer->out, text);
        return;
    }
    strbuf_addf(writer->out, "%s%s\033[0m", paints[paint], text);
}

static Paint severity_paint(Severity severity)
{
    return severity == SEVERITY_ERROR     ? PAINT_ERROR
           : severity == SEVERITY_WARNING ? PAINT_WARNING
                                          : PAINT_NOTE;
}

/* "file:line:column: error: message" */
static void write_head(Writer *writer, const Range *at, const SourcePlace *place, Severity severity,
                       const char *message)
{
    Arena *arena = writer->out->arena;
    const char *where = !at->file               ? "modelc:"
                        : place_is_known(place) ? arena_printf(arena, "%s:%zu:%zu:", at->file,
                                                               place->line, place->column)
                                                : arena_printf(arena, "%s:", at->file);

    add(writer, PAINT_PLACE, text_printable(arena, where));
    strbuf_addc(writer->out, ' ');
    add(writer, severity_paint(severity), arena_printf(arena, "%s:", severity_name(severity)));
    strbuf_addc(writer->out, ' ');
    add(writer, PAINT_TEXT, text_printable(arena, message));
}

static void write_snippet(Writer *writer, const SourcePlace *place, Severity severity,
                          const char *fix)
{
    StrBuf *out = writer->out;
    Snippet snippet = place_snippet(out->arena, place);
    StrBuf mark = {.arena = out->arena};

    strbuf_addf(out, "%5zu | %s\n      | %*s", place->line, snippet.text, (int)snippet.caret, "");
    strbuf_addc(&mark, '^');
    for (size_t i = 1; i < snippet.width; i++)
        strbuf_addc(&mark, '~');
    add(writer, severity_paint(severity), strbuf_text(&mark));
    strbuf_addc(out, '\n');
    if (!fix || !*fix || strchr(fix, '\n'))
        return;
    strbuf_addf(out, "      | %*s", (int)snippet.caret, "");
    add(writer, PAINT_FIX, text_printable(out->arena, fix));
    strbuf_addc(out, '\n');
}

/* "   = help: …", further lines under the first. */
static void write_advice(Writer *writer, const char *word, const char *text)
{
    StrBuf *out = writer->out;

    strbuf_add(out, "   = ");
    add(writer, PAINT_NOTE, word);
    strbuf_add(out, ": ");
    for (const char *p = text_printable(out->arena, text); *p;) {
        size_t length = strcspn(p, "\n");

        strbuf_addn(out, p, length);
        strbuf_addc(out, '\n');
        p += length + (p[length] == '\n');
        if (*p)
            strbuf_addf(out, "%*s", (int)(strlen(word) + strlen("   = : ")), "");
    }
}

static void write_note(Writer *writer, const Note *note)
{
    SourcePlace place = source_place(&writer->sources, &note->at);

    if (!note->at.file) {
        write_advice(writer, "note", note->text);
        return;
    }
    write_head(writer, &note->at, &place, SEVERITY_NOTE, note->text);
    strbuf_addc(writer->out, '\n');
    if (place_is_known(&place))
        write_snippet(writer, &place, SEVERITY_NOTE, NULL);
}

/* A line of modelc.json or .env may hold the database's URL. */
static bool holds_password(Arena *arena, const Finding *finding, const SourcePlace *place)
{
    const char *line;

    if (finding->id != FINDING_MC902)
        return false;
    line = arena_strndup(arena, place->line_text, place->line_length);
    return redact_text(arena, line) != line;
}

static void write_finding(Writer *writer, const Finding *finding)
{
    StrBuf *out = writer->out;
    const FindingKind *kind = finding_kind(finding->id);
    SourcePlace place = source_place(&writer->sources, &finding->at);
    const char *flag = finding->promoted                       ? " -Werror="
                       : finding->severity == SEVERITY_WARNING ? " -W"
                                                               : "";

    writer->placed = writer->placed || finding->at.file;
    write_head(writer, &finding->at, &place, finding->severity, finding->message);
    strbuf_addf(out, " [%s%s%s]\n", kind->code, flag, *flag ? kind->name : "");
    if (place_is_known(&place) && !holds_password(out->arena, finding, &place))
        write_snippet(writer, &place, finding->severity, finding->fix);
    if (finding->at.via)
        write_advice(writer, "note",
                     arena_printf(out->arena, "in expansion of macro '%s'", finding->at.via));
    for (size_t i = 0; i < finding->notes.count; i++)
        write_note(writer, &finding->notes.items[i]);
    if (finding->hint)
        write_advice(writer, "help", finding->hint);
}

void report_text(StrBuf *out, const Report *report)
{
    Writer writer = {.out = out, .sources = {.arena = out->arena}, .colour = report->colour};
    const char *counts = report_counts(out->arena, report);
    size_t errors = 0;

    for (size_t i = report->first; i < report->findings->items.count; i++) {
        const Finding *finding = report->findings->items.items[i];

        errors += finding->severity == SEVERITY_ERROR;
        if (finding->severity != SEVERITY_ERROR || errors <= ERRORS_SHOWN)
            write_finding(&writer, finding);
    }
    if (errors > ERRORS_SHOWN)
        strbuf_addf(out, "%zu more errors are not shown.\n", errors - ERRORS_SHOWN);
    if (report->summary && writer.placed && *counts)
        strbuf_addf(out, "%s generated.\n", counts);
}
