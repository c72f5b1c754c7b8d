#include "modelc/config.h"

#include "base/text.h"

#include <string.h>

bool config_read(Arena *run, Findings *findings, const char *path, Config *out)
{
    const char *reason;
    JsonError error;

    *out = (Config){.path = path};
    if (!file_read(run, path, &out->text, &reason)) {
        finding_add(findings, FINDING_MC902, NO_RANGE, "cannot read '%s': %s", path, reason);
        return false;
    }
    out->values = json_read(run, out->text.bytes, out->text.length, &error);
    if (!out->values) {
        Range at = {.file = path, .begin = error.offset, .end = error.offset + 1};

        finding_add(findings, FINDING_MC902, at, "this is not JSON: %s", error.reason);
        return false;
    }
    if (!json_is_object(out->values)) {
        finding_add(findings, FINDING_MC902, (Range){.file = path, .end = 1},
                    "the configuration must be a JSON object");
        return false;
    }
    return true;
}

/* Behind the string whose opening quote is at `text`. */
static const char *skip_string(const char *text)
{
    for (text++; *text && *text != '"'; text++)
        if (*text == '\\' && text[1])
            text++;
    return *text ? text + 1 : text;
}

/*
 * The text is valid JSON, so a string of the outermost object is a key when a colon follows.  A key
 * spelled with escapes is not found, which costs the place in a message and nothing else.
 */
Range config_key(const Config *config, const char *key)
{
    const char *begin = config->text.bytes;
    size_t length = strlen(key);
    int depth = 0;

    for (const char *p = begin; *p;) {
        if (*p != '"') {
            depth += (*p == '{' || *p == '[') - (*p == '}' || *p == ']');
            p++;
            continue;
        }

        const char *end = skip_string(p);
        const char *next = end + strspn(end, " \t\r\n");

        if (depth == 1 && *next == ':' && (size_t)(end - p) == length + 2 &&
            strncmp(p + 1, key, length) == 0)
            return (Range){
                .file = config->path, .begin = (size_t)(p - begin), .end = (size_t)(end - begin)};
        p = end;
    }
    return (Range){.file = config->path};
}

typedef struct KeyCheck {
    Arena *run;
    Findings *findings;
    const Config *config;
    const Option *const *tables;
    bool ok;
} KeyCheck;

static void check_key(void *context, const char *key, const Json *value)
{
    KeyCheck *check = context;
    Suggestion suggestion = {.wanted = key};

    (void)value;
    if (strcmp(key, "$schema") == 0)
        return;
    for (size_t i = 0; check->tables[i]; i++)
        for (const Option *option = check->tables[i]; option->name; option++) {
            if (option->config && strcmp(option->name, key) == 0)
                return;
            if (option->config)
                suggest_offer(&suggestion, option->name);
        }
    check->ok = false;
    finding_add(check->findings, FINDING_MC902, config_key(check->config, key),
                "unknown key '%s'%s", key, suggest_text(check->run, &suggestion));
}

bool config_check(Arena *run, Findings *findings, const Config *config, const Option *const *tables)
{
    KeyCheck check = {run, findings, config, tables, true};

    json_each(config->values, check_key, &check);
    return check.ok;
}

/* A JSON value as option_store() reads it, or NULL when it has the wrong type. */
static const char *value_text(Arena *run, OptionType type, const Json *value)
{
    bool flag = type == OPTION_FLAG;

    if (flag)
        return json_is_bool(value) ? (json_bool(value, false) ? "true" : "false") : NULL;
    if (type == OPTION_NUMBER)
        return json_is_number(value) ? arena_printf(run, "%lld", json_number(value, -1)) : NULL;
    return json_text(value);
}

static bool fill_one(Arena *run, Findings *findings, OptionSet *set, const Option *option,
                     const Json *value, const OptionSource *source)
{
    static const char *const type_names[] = {
        [OPTION_FLAG] = "true or false",
        [OPTION_TEXT] = "a string",
        [OPTION_LIST] = "a string or an array of strings",
        [OPTION_NUMBER] = "a number",
    };
    const char *text = value_text(run, option->type, value);

    if (text)
        return option_store(run, findings, set, option, text, source);
    finding_add(findings, source->id, source->at, "%s takes %s", source->what,
                type_names[option->type]);
    return false;
}

static bool fill_option(Arena *run, Findings *findings, const Config *config, OptionSet *set,
                        const Option *option, const Json *value)
{
    OptionSource source = {FINDING_MC902, config_key(config, option->name), ORIGIN_CONFIG,
                           arena_printf(run, "\"%s\"", option->name)};

    if (option->type != OPTION_LIST || !json_is_array(value))
        return fill_one(run, findings, set, option, value, &source);
    for (size_t i = 0; i < json_count(value); i++)
        if (!fill_one(run, findings, set, option, json_item(value, i), &source))
            return false;
    return true;
}

bool config_fill(Arena *run, Findings *findings, const Config *config, OptionSet *set)
{
    for (const Option *option = set->options; option->name; option++) {
        const Json *value = option->config ? json_member(config->values, option->name) : NULL;

        if (value && option_is_open(set, option) &&
            !fill_option(run, findings, config, set, option, value))
            return false;
    }
    return true;
}
