/* Texts without their layout. */
#include "schema/sql.h"

#include "base/text.h"
#include "schema/sql_scan.h"

#include <string.h>

static bool next(const char *text, SqlToken *token, bool *spaced)
{
    size_t end = token->end;

    if (!sql_token_next(text, token))
        return false;
    *spaced = end > 0 && token->begin > end;
    return true;
}

bool sql_same_text(const char *a, const char *b)
{
    SqlToken x = {0}, y = {0};
    bool more, spaced = false, other = false;

    if (!a || !b || strcmp(a, b) == 0)
        return a == b || (a && b);
    do {
        more = next(a, &x, &spaced);
        if (next(b, &y, &other) != more)
            return false;
        if (more && (spaced != other || x.end - x.begin != y.end - y.begin ||
                     memcmp(a + x.begin, b + y.begin, x.end - x.begin) != 0))
            return false;
    } while (more);
    return true;
}

/* Most texts are: the question is asked for all of a schema. */
static bool is_squeezed(const char *text)
{
    return !text[strcspn(text, "\t\n\r\f\v")] && !strstr(text, "  ") && !strstr(text, "--") &&
           !strstr(text, "/*") && *text != ' ' && !text_ends(text, " ");
}

const char *sql_squeeze(Arena *arena, const char *text)
{
    StrBuf out = {.arena = arena};
    SqlToken token = {0};
    bool spaced;

    if (is_squeezed(text))
        return text;
    while (next(text, &token, &spaced)) {
        if (spaced)
            strbuf_addc(&out, ' ');
        strbuf_addn(&out, text + token.begin, token.end - token.begin);
    }
    return strbuf_text(&out);
}
