/* Findings for programs: one object per run, the same keys always, positions from 1 in bytes. */
#include "modelc/report/renderers.h"

#include "base/text.h"

#include <assert.h>
#include <string.h>

typedef struct Writer {
    Arena *arena;
    Sources sources;
} Writer;

/* A place by the file it is in: the model's line, the revision's, the configuration's. */
static const char *place_key(const char *file)
{
    static const struct {
        const char *suffix, *key;
    } keys[] = {
        {".sql",  "revision"},
        {".json", "config"  },
        {".env",  "config"  },
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (text_ends(file, keys[i].suffix))
            return keys[i].key;
    return "model";
}

static Json *write_place(Writer *writer, const Range *at)
{
    SourcePlace place = source_place(&writer->sources, at);
    Json *value = json_make_object(writer->arena);

    json_set_text(value, "file", at->file);
    if (!place_is_known(&place))
        return value;
    json_set_number(value, "line", (long long)place.line);
    json_set_number(value, "column", (long long)place.column);
    json_set_number(value, "endLine", (long long)place.end_line);
    json_set_number(value, "endColumn", (long long)place.end_column);
    return value;
}

static Json *write_notes(Writer *writer, const Finding *finding)
{
    Json *notes = json_make_array(writer->arena);

    for (size_t i = 0; i < finding->notes.count; i++) {
        const Note *note = &finding->notes.items[i];
        Json *value = json_make_object(writer->arena);

        json_set_text(value, "message", note->text);
        if (note->at.file)
            json_set_value(value, "at", write_place(writer, &note->at));
        json_add_value(notes, value);
    }
    return notes;
}

static Json *write_fixes(Writer *writer, const Finding *finding)
{
    Json *fixes = json_make_array(writer->arena);

    if (finding->fix) {
        Json *fix = json_make_object(writer->arena);

        json_set_text(fix, "title", "replace what is marked");
        json_set_text(fix, "text", finding->fix);
        json_add_value(fixes, fix);
    }
    return fixes;
}

/* The finding's own place, and the first one of a note for the other side. */
static void write_places(Writer *writer, Json *value, const Finding *finding)
{
    static const char *const keys[] = {"model", "revision", "config"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        json_set_text(value, keys[i], NULL);
    for (size_t i = finding->notes.count; i-- > 0;) {
        const Range *at = &finding->notes.items[i].at;

        if (at->file && text_same(place_key(at->file), "revision"))
            json_set_value(value, "revision", write_place(writer, at));
    }
    if (finding->at.file)
        json_set_value(value, place_key(finding->at.file), write_place(writer, &finding->at));
}

static Json *write_finding(Writer *writer, const Finding *finding)
{
    const FindingKind *kind = finding_kind(finding->id);
    Json *value = json_make_object(writer->arena);

    json_set_text(value, "rule", kind->code);
    json_set_text(value, "name", kind->name);
    json_set_text(value, "severity", severity_name(finding->severity));
    json_set_text(value, "message", finding->message);
    json_set_text(value, "object", finding->object);
    write_places(writer, value, finding);
    json_set_text(value, "hint", finding->hint);
    json_set_value(value, "fixes", write_fixes(writer, finding));
    json_set_value(value, "notes", write_notes(writer, finding));
    return value;
}

static void copy_member(void *context, const char *key, const Json *value)
{
    /* Members are shared between the two objects, not changed. */
    union {
        const Json *in;
        Json *out;
    } member = {.in = value};

    assert(!json_member(context, key));
    json_set_value(context, key, member.out);
}

void report_json(StrBuf *out, const Report *report)
{
    Writer writer = {.arena = out->arena, .sources = {.arena = out->arena}};
    Json *top = json_make_object(out->arena);
    Json *findings = json_make_array(out->arena);
    Json *summary = json_make_object(out->arena);

    json_set_number(top, "version", 1);
    json_set_text(top, "tool", "modelc");
    if (report->result)
        json_each(report->result, copy_member, top);
    for (size_t i = report->first; i < report->findings->items.count; i++)
        json_add_value(findings, write_finding(&writer, report->findings->items.items[i]));
    json_set_value(top, "findings", findings);
    json_set_number(summary, "error", (long long)report_count(report, SEVERITY_ERROR));
    json_set_number(summary, "warning", (long long)report_count(report, SEVERITY_WARNING));
    json_set_number(summary, "note", (long long)report_count(report, SEVERITY_NOTE));
    json_set_value(top, "summary", summary);
    strbuf_addf(out, "%s\n", json_write(out->arena, top, 2));
}
