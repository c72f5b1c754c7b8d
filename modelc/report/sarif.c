/*
 * SARIF 2.1.0, for code scanning.
 *
 * Source: OASIS "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; columns are
 * UTF-16 code units there.
 */
#include "modelc/report/renderers.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

typedef struct Writer {
    Arena *arena;
    Sources sources;
    Json *rules;
    long long rule_count;
    long long *rule_index; /* by FindingId, plus one; 0: not listed yet */
} Writer;

/* {"text": …}: how SARIF holds every message. */
static void set_message(Writer *writer, Json *object, const char *key, const char *text)
{
    Json *message = json_make_object(writer->arena);

    json_set_text(message, "text", text);
    json_set_value(object, key, message);
}

/* "server-default" → "ServerDefault" */
static const char *camel(Arena *arena, const char *name)
{
    StrBuf buf = {.arena = arena};
    bool upper = true;

    for (const char *p = name; *p; p++) {
        if (*p != '-')
            strbuf_addc(&buf, upper ? (char)toupper((unsigned char)*p) : *p);
        upper = *p == '-';
    }
    return strbuf_text(&buf);
}

static long long rule_of(Writer *writer, FindingId id)
{
    const FindingKind *kind = finding_kind(id);
    Json *rule, *configuration;

    if (writer->rule_index[id])
        return writer->rule_index[id] - 1;
    rule = json_make_object(writer->arena);
    configuration = json_make_object(writer->arena);
    json_set_text(rule, "id", kind->code);
    json_set_text(rule, "name", camel(writer->arena, kind->name));
    set_message(writer, rule, "shortDescription", kind->title);
    json_set_text(configuration, "level", severity_name(kind->severity));
    json_set_value(rule, "defaultConfiguration", configuration);
    json_add_value(writer->rules, rule);
    writer->rule_index[id] = ++writer->rule_count;
    return writer->rule_count - 1;
}

static Json *write_region(Writer *writer, const SourcePlace *place)
{
    Json *region = json_make_object(writer->arena);

    json_set_number(region, "startLine", (long long)place->line);
    json_set_number(region, "startColumn", (long long)place_utf16_column(place, place->column));
    if (place->end_line == place->line)
        json_set_number(region, "endColumn",
                        (long long)place_utf16_column(place, place->end_column));
    return region;
}

/* A location object; `at` has a file. */
static Json *write_location(Writer *writer, const Range *at)
{
    Json *location = json_make_object(writer->arena);
    Json *physical = json_make_object(writer->arena);
    Json *artifact = json_make_object(writer->arena);
    SourcePlace place = source_place(&writer->sources, at);

    json_set_text(artifact, "uri", at->file);
    json_set_text(artifact, "uriBaseId", "%SRCROOT%");
    json_set_value(physical, "artifactLocation", artifact);
    if (place_is_known(&place))
        json_set_value(physical, "region", write_region(writer, &place));
    json_set_value(location, "physicalLocation", physical);
    return location;
}

static Json *write_related(Writer *writer, const Finding *finding)
{
    Json *related = json_make_array(writer->arena);

    for (size_t i = 0; i < finding->notes.count; i++) {
        const Note *note = &finding->notes.items[i];

        if (!note->at.file)
            continue;

        Json *location = write_location(writer, &note->at);

        json_set_number(location, "id", (long long)json_count(related) + 1);
        set_message(writer, location, "message", note->text);
        json_add_value(related, location);
    }
    return related;
}

static void set_locations(Writer *writer, Json *result, const Finding *finding)
{
    Json *locations = json_make_array(writer->arena);
    Json *location =
        finding->at.file ? write_location(writer, &finding->at) : json_make_object(writer->arena);
    Json *logical = json_make_array(writer->arena);
    Json *object = json_make_object(writer->arena);

    if (finding->object) {
        json_set_text(object, "fullyQualifiedName", finding->object);
        json_add_value(logical, object);
        json_set_value(location, "logicalLocations", logical);
    }
    if (finding->at.file || finding->object)
        json_add_value(locations, location);
    json_set_value(result, "locations", locations);
}

/* The rule and the object, not the line, so that an alert survives edits above it. */
static void set_fingerprint(Writer *writer, Json *result, const Finding *finding)
{
    Json *prints = json_make_object(writer->arena);

    if (!finding->object)
        return;
    json_set_text(
        prints, "modelcObject/v1",
        arena_printf(writer->arena, "%s:%s", finding_kind(finding->id)->code, finding->object));
    json_set_value(result, "partialFingerprints", prints);
}

static Json *write_result(Writer *writer, const Finding *finding)
{
    Json *result = json_make_object(writer->arena);
    Json *related = write_related(writer, finding);

    json_set_text(result, "ruleId", finding_kind(finding->id)->code);
    json_set_number(result, "ruleIndex", rule_of(writer, finding->id));
    json_set_text(result, "level", severity_name(finding->severity));
    set_message(writer, result, "message",
                finding->hint
                    ? arena_printf(writer->arena, "%s. %s", finding->message, finding->hint)
                    : finding->message);
    set_locations(writer, result, finding);
    if (json_count(related) > 0)
        json_set_value(result, "relatedLocations", related);
    set_fingerprint(writer, result, finding);
    return result;
}

static Json *write_run(Writer *writer, const Report *report)
{
    Json *run = json_make_object(writer->arena), *tool = json_make_object(writer->arena);
    Json *driver = json_make_object(writer->arena), *results = json_make_array(writer->arena);

    json_set_text(driver, "name", "modelc");
    json_set_text(driver, "semanticVersion", MODELC_VERSION);
    for (size_t i = report->first; i < report->findings->items.count; i++)
        json_add_value(results, write_result(writer, report->findings->items.items[i]));
    json_set_value(driver, "rules", writer->rules);
    json_set_value(tool, "driver", driver);
    json_set_value(run, "tool", tool);
    json_set_text(run, "columnKind", "utf16CodeUnits");
    json_set_value(run, "results", results);
    return run;
}

void report_sarif(StrBuf *out, const Report *report)
{
    Writer writer = {
        .arena = out->arena,
        .sources = {.arena = out->arena},
        .rules = json_make_array(out->arena),
        .rule_index = arena_alloc(out->arena, FINDING_COUNT * sizeof(long long)),
    };
    Json *top = json_make_object(out->arena), *runs = json_make_array(out->arena);

    json_set_text(top, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_set_text(top, "version", "2.1.0");
    json_add_value(runs, write_run(&writer, report));
    json_set_value(top, "runs", runs);
    strbuf_addf(out, "%s\n", json_write(out->arena, top, 2));
}
