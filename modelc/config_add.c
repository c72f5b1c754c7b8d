#include "modelc/config.h"

#include "base/text.h"

#include <string.h>

/* The list as an array, be it a single string or missing; whether it has the text already. */
static Json *list_of(Arena *run, const Json *value, const char *text, bool *has)
{
    Json *list = json_make_array(run);

    *has = false;
    if (json_is_text(value))
        json_add_text(list, json_text(value));
    for (size_t i = 0; i < json_count(value); i++)
        json_add_text(list, json_text(json_item(value, i)));
    for (size_t i = 0; i < json_count(list); i++)
        *has = *has || text_same(json_text(json_item(list, i)), text);
    return list;
}

static bool write_config(Session *session, const char *path, const Json *values)
{
    const char *text = arena_printf(session->run, "%s\n", json_write(session->run, values, 2));
    const char *reason;

    if (file_write(session->run, path, text, strlen(text), false, &reason))
        return true;
    finding_add(session->findings, FINDING_MC903, (Range){.file = path}, "cannot write %s: %s",
                path, reason);
    return false;
}

bool config_add(Session *session, const char *key, const char *text, bool *added)
{
    const char *path = session->config ? session->config : "modelc.json";
    Config config = {
        .text = {"{}", 2}
    };
    JsonError error;
    Json *values, *list;
    bool has;

    if (file_exists(path) && !config_read(session->run, session->findings, path, &config))
        return false;
    values = json_read(session->run, config.text.bytes, config.text.length, &error);
    list = list_of(session->run, json_member(values, key), text, &has);
    *added = !has;
    if (has)
        return true;
    json_add_text(list, text);
    json_set_value(values, key, list);
    return write_config(session, path, values);
}
