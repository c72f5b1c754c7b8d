#include "introspect/conninfo.h"

#include "base/text.h"

#include <string.h>

bool conninfo_is_url(const char *conninfo)
{
    return text_starts(conninfo, "postgresql://") || text_starts(conninfo, "postgres://");
}

bool conninfo_is_string(const char *conninfo)
{
    return conninfo_is_url(conninfo) || strchr(conninfo, '=') != NULL;
}

/* The last '@' before `end`, or NULL. */
static const char *last_at(const char *text, const char *end)
{
    while (end > text)
        if (*--end == '@')
            return end;
    return NULL;
}

/*
 * A URL that has no user part but an '@' further on: its password holds a '/' or a '?', unless what
 * stands behind each colon is a port, as in host:5432,host2:5433/db?application_name=a@b.
 */
static bool is_cut_user(const char *authority, const char *authority_end)
{
    const char *p = authority;

    if (!strchr(authority_end, '@') || *authority == '[')
        return false;
    while ((p = memchr(p, ':', (size_t)(authority_end - p)))) {
        p += 1 + strspn(p + 1, "0123456789");
        if (p < authority_end && *p != ',')
            return true;
    }
    return false;
}

const char *conninfo_fault(const char *conninfo)
{
    static const char escape[] =
        "its user or password holds a character that is not percent-encoded";

    if (!conninfo_is_url(conninfo))
        return strstr(conninfo, "://") && strchr(conninfo, '@') && strstr(conninfo, "dbname")
                   ? "its dbname holds a whole URL"
                   : NULL;

    const char *authority = strstr(conninfo, "://") + 3;
    const char *end = authority + strcspn(authority, "/?");
    const char *first = memchr(authority, '@', (size_t)(end - authority));

    if (!first)
        return is_cut_user(authority, end) ? escape : NULL;
    return last_at(authority, authority + strcspn(authority, "?")) != first ? escape : NULL;
}

void conninfo_add(StrBuf *buf, const char *keyword, const char *value)
{
    strbuf_addf(buf, "%s%s='", buf->length ? " " : "", keyword);
    for (const char *p = value; *p; p++) {
        if (*p == '\'' || *p == '\\')
            strbuf_addc(buf, '\\');
        strbuf_addc(buf, *p);
    }
    strbuf_addc(buf, '\'');
}

const char *conninfo_parse_reason(Arena *arena, const char *message)
{
    size_t length = strcspn(message, "\"\n");

    while (length > 0 && strchr(" :", message[length - 1]))
        length--;
    return arena_strndup(arena, message, length);
}

static const char *skip_severity(const char *reason)
{
    static const char *const severities[] = {"FATAL:  ", "PANIC:  ", "ERROR:  "};

    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++)
        if (text_starts(reason, severities[i]))
            return reason + strlen(severities[i]);
    return reason;
}

const char *conninfo_failure_reason(Arena *arena, const char *message)
{
    static const char failed[] = " failed: ";
    const char *reason = message;

    for (const char *next; (next = strstr(reason, failed));)
        reason = next + strlen(failed);
    reason = skip_severity(reason);
    return arena_strndup(arena, reason, strcspn(reason, "\n"));
}
