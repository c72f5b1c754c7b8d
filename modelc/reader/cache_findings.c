/* Findings ⇄ bytes: between processes and in the cache. */
#include "modelc/reader/compiled.h"

enum { RANGE_SIZE_MIN = 4, NOTE_SIZE_MIN = RANGE_SIZE_MIN + 1, PLACE_SIZE_MIN = 2 };

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

static void add_doubt(StrBuf *out, const Doubt *doubt)
{
    bytes_add_string(out, doubt ? doubt->sql : NULL);
    if (!doubt)
        return;
    bytes_add_number(out, doubt->is_expr);
    bytes_add_number(out, doubt->since);
    bytes_add_number(out, doubt->places.count);
    for (size_t i = 0; i < doubt->places.count; i++) {
        bytes_add_number(out, doubt->places.items[i].at);
        bytes_add_number(out, doubt->places.items[i].place);
    }
}

static Doubt *take_doubt(Bytes *in, Arena *arena)
{
    const char *sql = bytes_string(in);
    Doubt *doubt;
    size_t count;

    if (!sql)
        return NULL;
    doubt = ARENA_NEW(arena, Doubt);
    doubt->sql = sql;
    doubt->is_expr = bytes_number(in) != 0;
    doubt->since = (unsigned)bytes_number(in);
    count = bytes_count(in, PLACE_SIZE_MIN);
    for (size_t i = 0; i < count; i++) {
        DoubtPlace place = {.at = (size_t)bytes_number(in)};

        place.place = (size_t)bytes_number(in);
        vec_push(arena, &doubt->places, place);
    }
    return doubt;
}

void finding_pack(StrBuf *out, const Finding *finding)
{
    bytes_add_number(out, finding->id);
    add_range(out, &finding->at);
    bytes_add_string(out, finding->object);
    bytes_add_string(out, finding->message);
    bytes_add_string(out, finding->fix);
    bytes_add_string(out, finding->hint);
    add_doubt(out, finding->doubt);
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
    finding->doubt = take_doubt(in, findings->arena);

    size_t count = bytes_count(in, NOTE_SIZE_MIN);

    for (size_t i = 0; i < count; i++) {
        Range there = take_range(in);
        const char *text = bytes_string(in);

        finding_note(findings, finding, there, "%s", text ? text : "");
    }
}
