#include "modelc/redact.h"

#include "base/strbuf.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static const char mask[] = "***";

/* Where the password of "user:password@host" begins; `*end` is its '@'.  NULL: there is none. */
static const char *url_password(const char *authority, const char **end)
{
    size_t length = strcspn(authority, " \t\r\n\"'");
    const char *colon = memchr(authority, ':', length);
    const char *at = memrchr(authority, '@', length);

    if (!colon || !at || at < colon)
        return NULL;
    *end = at;
    return colon + 1;
}

static const char *skip_value(const char *text, bool in_url)
{
    if (*text != '\'')
        return text + strcspn(text, in_url ? "& \t\r\n\"'" : " \t\r\n\"");
    for (text++; *text && *text != '\''; text++)
        if (*text == '\\' && text[1])
            text++;
    return *text ? text + 1 : text;
}

/* Where the value behind "password =" at `word` begins; `*end` is behind it.  NULL: it is no such.
 */
static const char *keyword_password(const char *text, const char *word, const char **end)
{
    static const char keyword[] = "password";
    bool in_url = word > text && strchr("?&", word[-1]);

    if (strncasecmp(word, keyword, strlen(keyword)) != 0)
        return NULL;
    word += strlen(keyword);
    word += strspn(word, " \t");
    if (*word != '=')
        return NULL;
    word += 1 + strspn(word + 1, " \t");
    *end = skip_value(word, in_url);
    return *end > word ? word : NULL;
}

const char *redact_text(Arena *run, const char *text)
{
    StrBuf buf = {.arena = run};
    bool found = false;

    for (const char *p = text; *p;) {
        const char *end = NULL, *password = keyword_password(text, p, &end);

        if (!password && strncmp(p, "://", 3) == 0)
            password = url_password(p + 3, &end);
        if (!password) {
            strbuf_addc(&buf, *p++);
            continue;
        }
        strbuf_addn(&buf, p, (size_t)(password - p));
        strbuf_add(&buf, mask);
        found = true;
        p = end;
    }
    return found ? strbuf_text(&buf) : text;
}
