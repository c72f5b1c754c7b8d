/* The compiled models behind their checksum: a damaged schema is refused, or it is a whole one. */
#include "tests/fuzz/fuzz.h"

#include "modelc/reader/compiled.h"
#include "schema/snapshot.h"

static Text pack(Arena *run, const Schema *schema, const Findings *findings)
{
    StrBuf out = {.arena = run};

    schema_pack(&out, schema);
    bytes_add_number(&out, findings->items.count);
    for (size_t i = 0; i < findings->items.count; i++)
        finding_pack(&out, findings->items.items[i]);
    return (Text){strbuf_text(&out), out.length};
}

static bool unpack(Arena *run, Text text, Schema *schema, Findings *findings)
{
    Bytes in = {text.bytes, text.bytes + text.length, false};

    schema_unpack(run, &in, schema);
    if (in.bad)
        return false;

    size_t count = bytes_count(&in, FINDING_SIZE_MIN);

    for (size_t i = 0; i < count && !in.bad; i++)
        finding_unpack(&in, findings);
    return !in.bad;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *run = arena_new();
    Findings findings = {.arena = run}, again = {.arena = run};
    Schema schema = {.managed = {0}}, same = {.managed = {0}};

    if (unpack(run, (Text){(const char *)data, size}, &schema, &findings)) {
        Text first = pack(run, &schema, &findings);

        must(snapshot_objects(run, &schema) != NULL, "a schema can be written");
        must(unpack(run, first, &same, &again), "what was packed can be unpacked");

        Text second = pack(run, &same, &again);

        must(first.length == second.length && memcmp(first.bytes, second.bytes, first.length) == 0,
             "it is the same then");
    }
    arena_free(run);
    return 0;
}
