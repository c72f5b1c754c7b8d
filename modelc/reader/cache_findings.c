/* Findings ⇄ bytes: between processes and in the cache. */
#include "modelc/reader/compiled.h"

enum { RANGE_SIZE_MIN = 4, NOTE_SIZE_MIN = RANGE_SIZE_MIN + 1 };

static void add_range(StrBuf *out, const Range *at)
{
    bytes_add_string(out, at->file);
    bytes_add_number(out, at->begin);
    bytes_add_number(out, at->end);
    bytes_add_string(out, at->via);
}

static Range take_range(Bytes *in)
{
    Range at = {.file = bytes_string(in)};

    at.begin = (size_t)bytes_number(in);
    at.end = (size_t)bytes_number(in);
    at.via = bytes_string(in);
    return at;
}

void finding_pack(StrBuf *out, const Finding *finding)
{
    bytes_add_number(out, finding->id);
    add_range(out, &finding->at);
    bytes_add_string(out, finding->object);
    bytes_add_string(out, finding->message);
    bytes_add_string(out, finding->fix);
    bytes_add_string(out, finding->hint);
    bytes_add_number(out, finding->since);
    bytes_add_number(out, finding->notes.count);
    for (size_t i = 0; i < finding->notes.count; i++) {
        add_range(out, &finding->notes.items[i].at);
        bytes_add_string(out, finding->notes.items[i].text);
    }
}

void finding_unpack(Bytes *in, Findings *findings)
{
    uint64_t id = bytes_number(in);
    Range at = take_range(in);
    const char *object = bytes_string(in);
    const char *message = bytes_string(in);

    in->bad |= id >= FINDING_COUNT || !message;
    if (in->bad)
        return;

    Finding *finding = finding_add(findings, (FindingId)id, at, "%s", message);

    finding->object = object;
    finding->fix = bytes_string(in);
    finding->hint = bytes_string(in);
    finding->since = (unsigned)bytes_number(in);

    size_t count = bytes_count(in, NOTE_SIZE_MIN);

    for (size_t i = 0; i < count; i++) {
        Range there = take_range(in);
        const char *text = bytes_string(in);

        finding_note(findings, finding, there, "%s", text ? text : "");
    }
}
