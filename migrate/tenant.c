#include "migrate/tenant.h"

#include "base/strbuf.h"
#include "base/text.h"
#include "schema/sql.h"
#include "schema/sql_scan.h"

#include <ctype.h>
#include <string.h>

typedef struct Rewriting {
    StrBuf out;
    const char *from, *quoted; /* the old name as a word and in double quotes */
    const char *to;
} Rewriting;

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* The length of the old name when it qualifies what follows, dot included; 0: it does not. */
static size_t qualifier_length(const Rewriting *rewriting, const char *sql)
{
    const char *forms[] = {rewriting->quoted, rewriting->from};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t length = strlen(forms[i]);
        bool same = i == 0 ? text_starts(sql, forms[i]) : strncasecmp(sql, forms[i], length) == 0;

        if (same && sql[length] == '.' && (is_word(sql[length + 1]) || sql[length + 1] == '"'))
            return length + 1;
    }
    return 0;
}

/* The new name, as it stands in a string literal when `literal`. */
static void add_name(Rewriting *rewriting, bool literal)
{
    for (const char *p = rewriting->to; *p; p++) {
        if (literal && *p == '\'')
            strbuf_addc(&rewriting->out, '\'');
        strbuf_addc(&rewriting->out, *p);
    }
    strbuf_addc(&rewriting->out, '.');
}

/* One word, quoted name or other character; returns what is behind it. */
static const char *take(Rewriting *rewriting, const char *sql, bool inside)
{
    size_t length = inside ? 0 : qualifier_length(rewriting, sql);
    const char *end = sql + 1;

    if (length > 0) {
        add_name(rewriting, false);
        return sql + length;
    }
    if (*sql == '\'') {
        length = qualifier_length(rewriting, sql + 1);
        strbuf_addc(&rewriting->out, '\'');
        if (length > 0)
            add_name(rewriting, true);
        sql += 1 + length;
        end = sql + strcspn(sql, "'");
        end += *end == '\'';
    } else if (*sql == '"') {
        end += strcspn(end, "\"");
        end += *end == '"';
    } else if (is_word(*sql) && *sql != '$') {
        while (is_word(*end))
            end++;
    }
    strbuf_addn(&rewriting->out, sql, (size_t)(end - sql));
    return end;
}

const char *tenant_sql(Arena *run, const char *sql, const char *from, const char *to)
{
    StrBuf quoted = {.arena = run};
    Rewriting rewriting = {.out = {.arena = run}, .from = from, .to = sql_ident(run, to)};

    strbuf_addf(&quoted, "\"%s\"", from);
    rewriting.quoted = strbuf_text(&quoted);
    for (const char *p = sql; *p;) {
        const char *end = sql_skip_comment(p);
        /* a.public.b is a column of a table called public */
        bool inside = p > sql && p[-1] == '.';

        if (end > p)
            strbuf_addn(&rewriting.out, p, (size_t)(end - p));
        p = end > p ? end : take(&rewriting, p, inside);
    }
    return strbuf_text(&rewriting.out);
}
