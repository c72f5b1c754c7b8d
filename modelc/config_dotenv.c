/* .env files: as shells and dotenv libraries read them, without expansion of variables. */
#include "base/strbuf.h"
#include "base/text.h"
#include "modelc/config.h"

#include <string.h>

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t");
}

/* Behind "KEY=" when the line assigns `key`, else NULL. */
static const char *assigned(const char *line, const char *key)
{
    size_t length = strlen(key);

    line = skip_blanks(line);
    if (text_starts(line, "export ") || text_starts(line, "export\t"))
        line = skip_blanks(line + strlen("export "));
    if (strncmp(line, key, length) != 0)
        return NULL;
    line = skip_blanks(line + length);
    return *line == '=' ? skip_blanks(line + 1) : NULL;
}

/* In double quotes \n, \" and \\ mean what they mean in a shell and in C; NULL: no closing quote.
 */
static const char *read_quoted(Arena *run, const char *text)
{
    char quote = *text++;
    StrBuf buf = {.arena = run};

    for (; *text && *text != quote; text++) {
        char c = *text;

        if (quote == '"' && c == '\\' && text[1]) {
            c = *++text;
            c = c == 'n' ? '\n' : c;
        }
        strbuf_addc(&buf, c);
    }
    return *text ? strbuf_text(&buf) : NULL;
}

/* Ends at a comment, which needs a blank before it: a URL may hold a '#'. */
static const char *read_bare(Arena *run, const char *text)
{
    size_t length = 0;

    while (text[length] &&
           !(text[length] == '#' && (length == 0 || strchr(" \t", text[length - 1]))))
        length++;
    while (length > 0 && strchr(" \t\r", text[length - 1]))
        length--;
    return arena_strndup(run, text, length);
}

bool dotenv_read(Arena *run, Findings *findings, const char *path, const char *key,
                 const char **value)
{
    const char *reason;
    Text text;

    *value = NULL;
    if (!file_exists(path))
        return true;
    if (!file_read(run, path, &text, &reason)) {
        finding_add(findings, FINDING_MC902, NO_RANGE, "cannot read '%s': %s", path, reason);
        return false;
    }
    for (const char *p = text.bytes; *p;) {
        size_t length = strcspn(p, "\n");
        const char *line = arena_strndup(run, p, length);
        const char *found = assigned(line, key);

        if (found) {
            size_t at = (size_t)(p - text.bytes) + (size_t)(found - line);

            *value =
                *found == '"' || *found == '\'' ? read_quoted(run, found) : read_bare(run, found);
            if (!*value) {
                finding_add(findings, FINDING_MC902,
                            (Range){.file = path, .begin = at, .end = at + 1},
                            "the quote is not closed");
                return false;
            }
        }
        p += length + (p[length] == '\n');
    }
    return true;
}
