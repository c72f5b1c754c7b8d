#include "schema/sql.h"

#include "base/text.h"

#include <string.h>

typedef struct Keyword {
    const char *word;
    bool is_reserved;
} Keyword;

static const Keyword keywords[] = {
#define KEYWORD(word, is_reserved) {word, is_reserved},
#include "schema/keywords.def"
#undef KEYWORD
};

/* NULL: it is none. */
static const Keyword *find_keyword(const char *name)
{
    size_t low = 0, high = sizeof keywords / sizeof *keywords;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(name, keywords[middle].word);

        if (order == 0)
            return &keywords[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

bool sql_is_reserved(const char *word)
{
    const Keyword *keyword = find_keyword(word);

    return keyword && keyword->is_reserved;
}

/* Lower case ASCII letters, digits and underscores only, as quote_identifier() has it. */
static bool is_plain(const char *name)
{
    if (!((*name >= 'a' && *name <= 'z') || *name == '_'))
        return false;
    for (; *name; name++)
        if (!((*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9') || *name == '_'))
            return false;
    return true;
}

static void add_quoted(StrBuf *out, const char *text, char quote)
{
    strbuf_addc(out, quote);
    for (; *text; text++) {
        if (*text == quote)
            strbuf_addc(out, quote);
        strbuf_addc(out, *text);
    }
    strbuf_addc(out, quote);
}

void sql_add_ident(StrBuf *out, const char *name)
{
    if (is_plain(name) && !find_keyword(name))
        strbuf_add(out, name);
    else
        add_quoted(out, name, '"');
}

const char *sql_ident(Arena *arena, const char *name)
{
    StrBuf out = {.arena = arena};

    if (is_plain(name) && !find_keyword(name))
        return name;
    add_quoted(&out, name, '"');
    return out.text;
}

const char *sql_bare_name(Arena *arena, const char *ident)
{
    StrBuf out = {.arena = arena};

    if (*ident != '"')
        return ident;
    for (const char *p = ident + 1; *p && p[1]; p++) {
        strbuf_addc(&out, *p);
        p += *p == '"'; /* which is doubled */
    }
    return strbuf_text(&out);
}

const char *sql_last_name(const char *path)
{
    const char *last = path;
    bool quoted = false;

    for (const char *p = path; *p; p++) {
        quoted = quoted != (*p == '"');
        if (*p == '.' && !quoted)
            last = p + 1;
    }
    return last;
}

/* In an E'' string a backslash is doubled, like the quote. */
static void add_escaped(StrBuf *out, const char *value)
{
    strbuf_add(out, "E'");
    for (; *value; value++) {
        if (*value == '\'' || *value == '\\')
            strbuf_addc(out, *value);
        strbuf_addc(out, *value);
    }
    strbuf_addc(out, '\'');
}

void sql_add_literal(StrBuf *out, const char *value)
{
    if (!value)
        strbuf_add(out, "NULL");
    else if (strchr(value, '\\'))
        add_escaped(out, value);
    else
        sql_add_constant(out, value);
}

void sql_add_constant(StrBuf *out, const char *value)
{
    add_quoted(out, value, '\'');
}

void sql_add_block(StrBuf *out, const char *word, const char *body)
{
    const char *tag = arena_printf(out->arena, "$%s$", word);

    while (strstr(body, tag))
        tag = arena_printf(out->arena, "%.*s_$", (int)strlen(tag) - 1, tag);
    strbuf_addf(out, "DO %s\n%s\n%s", tag, body, tag);
}

enum { NAME_BYTES = 64 };

const char *name_cut(Arena *run, const char *name)
{
    size_t length = strlen(name);

    if (length < NAME_BYTES)
        return name;
    return arena_strndup(run, name, text_utf8_prefix(name, NAME_BYTES - 1));
}

const char *name_join(Arena *run, const char *name1, const char *name2, const char *label)
{
    size_t length1 = strlen(name1), length2 = name2 ? strlen(name2) : 0;
    size_t room = NAME_BYTES - 1 - (strlen(label) + 1) - (name2 ? 1 : 0);

    while (length1 + length2 > room) {
        if (length1 > length2)
            length1--;
        else
            length2--;
    }
    length1 = text_utf8_prefix(name1, length1);
    if (!name2)
        return arena_printf(run, "%.*s_%s", (int)length1, name1, label);
    length2 = text_utf8_prefix(name2, length2);
    return arena_printf(run, "%.*s_%.*s_%s", (int)length1, name1, (int)length2, name2, label);
}
