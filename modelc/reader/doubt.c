#include "modelc/reader/doubt.h"

static bool has_places(const Annotation *annotation)
{
    return annotation->exact || annotation->origin;
}

/* Where the bytes stand, as few numbers as can say it. */
static Doubt *make_doubt(const Parser *parser, const Written *written)
{
    Arena *arena = parser->findings->arena;
    Doubt *doubt = ARENA_NEW(arena, Doubt);
    size_t next = SIZE_MAX;

    doubt->sql = arena_strdup(arena, written->text);
    doubt->is_expr = written->is_expr;
    for (size_t i = 0; has_places(parser->annotation) && i <= written->length; i++) {
        size_t place =
            annotation_range(parser->annotation, written->origin[i], written->origin[i]).begin;

        if (place != next)
            vec_push(arena, &doubt->places, ((DoubtPlace){i, place}));
        next = place + 1;
    }
    return doubt;
}

static Range range_of(const Parser *parser, const Written *written, size_t begin, size_t end)
{
    return annotation_range(parser->annotation, written->origin[begin],
                            written->origin[end > begin ? end - 1 : begin] + 1);
}

bool doubt_add(const Parser *parser, const Written *written, const SqlError *error)
{
    size_t at = error->offset < written->length ? error->offset : written->length;
    Doubt *doubt;
    SqlNewer newer;
    Finding *finding;

    if (!sql_is_whole(written->text)) {
        finding_add(parser->findings, FINDING_M610, range_of(parser, written, at, at), "%s",
                    error->message);
        return false;
    }
    doubt = make_doubt(parser, written);

    if (sql_find_newer(parser->run, written->text, error, &newer)) {
        doubt->since = newer.since;
        finding = finding_add(
            parser->findings, FINDING_M607, range_of(parser, written, newer.begin, newer.end),
            "%s came with PostgreSQL %u, and modelc knows the SQL of 15; the server decides",
            newer.what, newer.since);
    } else {
        finding = finding_add(parser->findings, FINDING_M601, range_of(parser, written, at, at),
                              "%s; the server decides", error->message);
    }
    finding->doubt = doubt;
    return true;
}
