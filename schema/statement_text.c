#include "schema/statement_text.h"

#include <string.h>
#include <strings.h>

/* Past spaces and comments. */
static const char *skip_space(const char *p)
{
    for (;;) {
        p += strspn(p, " \t\r\n\f\v");
        if (p[0] == '-' && p[1] == '-') {
            p += strcspn(p, "\n");
        } else if (p[0] == '/' && p[1] == '*') {
            const char *end = strstr(p + 2, "*/");

            p = end ? end + 2 : p + strlen(p);
        } else {
            return p;
        }
    }
}

/* Past the word and what precedes it; `text` itself when another one stands there. */
static const char *skip_word(const char *text, const char *word)
{
    const char *p = skip_space(text);
    size_t length = strlen(word);

    return strncasecmp(p, word, length) == 0 && strchr(" \t\r\n\f\v/-", p[length]) ? p + length
                                                                                   : text;
}

void statement_add_replacing(StrBuf *out, const char *statement)
{
    const char *behind = skip_word(statement, "CREATE");

    strbuf_addn(out, statement, (size_t)(behind - statement));
    if (behind != statement && skip_word(behind, "OR") == behind)
        strbuf_add(out, " OR REPLACE");
    strbuf_add(out, behind);
}

bool statement_creates(const char *statement, const char *word)
{
    const char *behind = skip_word(statement, "CREATE");

    behind = skip_word(skip_word(behind, "OR"), "REPLACE");
    return skip_word(behind, word) != behind;
}
