#include "schema/statement_text.h"

#include "schema/sql_scan.h"

#include <string.h>
#include <strings.h>

/* Past the word and what precedes it; `text` itself when another one stands there. */
static const char *skip_word(const char *text, const char *word)
{
    const char *p = sql_skip_space(text);
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
