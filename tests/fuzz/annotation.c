/*
 * The annotation parser.  The first byte of an input says where the annotation stands, the second
 * whether its text has places of its own; the rest is the text.
 */
#include "tests/fuzz/fuzz.h"

#include "modelc/reader/parse.h"

typedef struct Reading {
    Arena *run;
    Findings findings;
    Annotation annotation;
    FactClause clause;
} Reading;

static bool read_struct(Reading *r)
{
    StructDef def = {0};

    return parse_struct(r->run, &r->findings, &r->annotation, &def);
}

static bool read_enum(Reading *r)
{
    EnumDef def = {0};

    return parse_enum(r->run, &r->findings, &r->annotation, &def);
}

static bool read_label(Reading *r)
{
    LabelDef def = {0};

    return parse_label(r->run, &r->findings, &r->annotation, &def);
}

static bool read_field(Reading *r)
{
    ColumnDef def = {0};

    return parse_field(r->run, &r->findings, &r->annotation, &def);
}

static bool read_typedef(Reading *r)
{
    TypedefDef def = {0};

    return parse_typedef(r->run, &r->findings, &r->annotation, &def);
}

static bool read_also(Reading *r)
{
    TableClauses def = {0};

    return parse_also(r->run, &r->findings, &r->clause, STRUCT_TABLE, &def);
}

static bool read_database(Reading *r)
{
    DatabaseClauses def = {0};

    return parse_database(r->run, &r->findings, &r->clause, &def);
}

static bool (*const places[])(Reading *r) = {
    read_field, read_also, read_database, read_struct, read_enum, read_label, read_typedef,
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || !is_text(data, size))
        return 0;

    Arena *run = arena_new();
    size_t length = size - 2;
    Reading reading = {
        .run = run,
        .findings = {.arena = run             },
        .annotation = { .text = arena_strndup(run, (const char *)data + 2, length),
                     .length = length,
                     .at = {.file = "fuzz.h", .end = length},
                     .exact = data[1] % 2 == 0},
    };

    reading.clause.annotation = reading.annotation;
    bool ok = places[data[0] % (sizeof places / sizeof *places)](&reading);

    check_findings(&reading.findings, ok, length);
    arena_free(run);
    return 0;
}
