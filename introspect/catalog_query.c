#include "introspect/catalog_query.h"

#include "base/strbuf.h"
#include "base/text.h"
#include "introspect/catalog_present.sql.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char when_mark[] = "-- when: ", if_mark[] = "-- if: ", end_mark[] = "-- end\n";

/* The condition that the next line with the mark says, NULL if there is none; `at` moves behind. */
static const char *next_condition(Arena *run, const char *mark, const char **at)
{
    const char *line = strstr(*at, mark);

    if (!line)
        return NULL;
    line += strlen(mark);
    *at = line + strcspn(line, "\n");
    return arena_strndup(run, line, (size_t)(*at - line));
}

/* Where the condition is among them; their count: nowhere. */
static size_t find(const CatalogConditions *conditions, const char *text)
{
    size_t i = 0;

    while (i < conditions->texts.count && !text_same(conditions->texts.items[i], text))
        i++;
    return i;
}

bool catalog_query_conditions(Arena *run, const char *query, CatalogConditions *conditions)
{
    const char *const marks[] = {when_mark, if_mark};
    bool any = false;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *at = query;

        for (const char *text; (text = next_condition(run, marks[i], &at)); any = true)
            if (find(conditions, text) == conditions->texts.count)
                vec_push(run, &conditions->texts, text);
    }
    return any;
}

static bool holds(const CatalogConditions *conditions, const char *text)
{
    return conditions->holds[find(conditions, text)];
}

static bool is_worth_asking(Arena *run, const char *query, const CatalogConditions *conditions)
{
    const char *at = query;
    bool any = false;

    for (const char *text; (text = next_condition(run, when_mark, &at)); any = true)
        if (holds(conditions, text))
            return true;
    return !any;
}

/* The query without the parts whose condition does not hold. */
static const char *without_parts(Arena *run, const char *query, const CatalogConditions *conditions)
{
    StrBuf buf = {.arena = run};

    for (const char *part; (part = strstr(query, if_mark));) {
        const char *at = part, *text = next_condition(run, if_mark, &at);
        const char *end = strstr(at, end_mark);

        if (!end)
            break;
        strbuf_addn(&buf, query, (size_t)(part - query));
        if (holds(conditions, text))
            strbuf_addn(&buf, at, (size_t)(end - at));
        query = end + strlen(end_mark);
    }
    strbuf_add(&buf, query);
    return strbuf_text(&buf);
}

/* The query with the comments opened that are for servers as new as this one. */
static const char *for_version(Arena *run, const char *query, int server_version)
{
    StrBuf buf = {.arena = run};

    for (const char *at; (at = strstr(query, "/*"));) {
        const char *end = strstr(at, "*/");
        char *text;
        long since = strtol(at + 2, &text, 10);

        if (!end)
            break;
        strbuf_addn(&buf, query, (size_t)(at - query));
        if (isdigit((unsigned char)at[2]) && server_version / 10000 >= since)
            strbuf_addn(&buf, text, (size_t)(end - text));
        query = end + 2;
    }
    strbuf_add(&buf, query);
    return strbuf_text(&buf);
}

const char *catalog_query_text(Arena *run, const char *query, int server_version,
                               const CatalogConditions *conditions)
{
    if (!is_worth_asking(run, query, conditions))
        return NULL;
    return for_version(run, without_parts(run, query, conditions), server_version);
}

const char *catalog_query_present(Arena *run, int server_version,
                                  const CatalogConditions *conditions)
{
    StrBuf buf = {.arena = run};

    for (size_t i = 0; i < conditions->texts.count; i++)
        strbuf_addf(&buf, "%s (%s)", i > 0 ? "," : "SELECT", conditions->texts.items[i]);
    strbuf_addf(&buf, "\n%s", catalog_present_sql);
    return for_version(run, strbuf_text(&buf), server_version);
}
