/*
 * The whole reader over one header: libclang, facts, their packed form, and what they mean.  In
 * this process, so that the fuzzer sees where an input leads.
 */
#include "tests/fuzz/fuzz.h"

#include "modelc/reader/cache.h"
#include "modelc/reader/compile.h"
#include "modelc/reader/reader.h"
#include "schema/snapshot.h"

#define APPEND(arena, to, from)                                                                    \
    do                                                                                             \
        for (size_t item = 0; item < (from)->count; item++)                                        \
            vec_push(arena, to, (from)->items[item]);                                              \
    while (0)

static const char head[] = "#include <modelc.h>\n";

/* Facts go into the cache and come back. */
static void repack(Arena *run, Units *units)
{
    StrBuf packed = {.arena = run};
    Units back = {0};

    units_pack(&packed, units);

    Bytes in = {strbuf_text(&packed), strbuf_text(&packed) + packed.length, false};

    units_unpack(run, &in, &back);
    must(!in.bad && back.count == units->count, "what is packed can be unpacked");
    for (size_t i = 0; i < back.count; i++)
        must(!back.items[i]->packed.bytes || unit_unpack(run, back.items[i]), "each unit too");
    *units = back;
}

static bool read_units(Arena *run, Findings *findings, const ReaderInput *input, Units *units)
{
    Arena *work = arena_new();
    Sources sources = {0};
    bool ok = sources_read(run, run, findings, input, &sources) &&
              compile_models(run, work, findings, input, &sources, true, units);

    arena_free(work);
    return ok;
}

static bool compile(Arena *run, Findings *findings, const ReaderInput *input, Schema *schema)
{
    Units units = {0};
    Facts facts = {0};

    if (!read_units(run, findings, input, &units))
        return false;
    repack(run, &units);
    for (size_t i = 0; i < units.count; i++) {
        APPEND(run, &facts.structs, &units.items[i]->facts.structs);
        APPEND(run, &facts.enums, &units.items[i]->facts.enums);
        APPEND(run, &facts.typedefs, &units.items[i]->facts.typedefs);
        APPEND(run, &facts.clauses, &units.items[i]->facts.clauses);
    }
    return reader_resolve(run, findings, &facts, input, NULL, schema);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* other files are not under test, and a file may be a device */
    if (!is_text(data, size) || memmem(data, size, "include", strlen("include")))
        return 0;

    Arena *run = arena_new();
    Findings findings = {.arena = run};
    StrBuf text = {.arena = run};
    ReaderInput input = {0};
    Schema schema = {0};

    strbuf_add(&text, head);
    strbuf_addn(&text, (const char *)data, size);
    vec_push(run, &input.paths, "fuzz.h");

    ReaderBuffer buffer = {"fuzz.h", text.text, text.length};

    vec_push(run, &input.buffers, buffer);

    bool ok = compile(run, &findings, &input, &schema);

    check_findings(&findings, ok, text.length);
    if (ok)
        must(snapshot_objects(run, &schema) != NULL, "a schema can be written");
    arena_free(run);
    return 0;
}
