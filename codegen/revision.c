/* Writing a revision file, its name, and small questions about one. */
#include "codegen/revision.h"

#include "base/hash.h"
#include "base/strbuf.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

enum { SLUG_SIZE = 40 };

bool revision_id_valid(const char *id)
{
    static const char *const words[] = {"head", "heads", "base", "current"};
    static const char allowed[] = "0123456789_."
                                  "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    size_t length = strspn(id, allowed);

    if (length == 0 || length > REVISION_ID_SIZE || id[length] != '\0')
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(id, words[i]) == 0)
            return false;
    return true;
}

void script_add(Arena *run, Script *script, const char *sql)
{
    Step step = {.transactional = true, .has_sql = true, .sql = sql};

    script->present = true;
    vec_push(run, &script->steps, step);
}

bool script_has_sql(const Script *script)
{
    for (size_t i = 0; i < script->steps.count; i++)
        if (script->steps.items[i].has_sql)
            return true;
    return false;
}

const char *revision_checksum(Arena *run, Text text)
{
    StrBuf buf = {.arena = run};

    for (size_t i = 0; i < text.length;) {
        const char *cr = memchr(text.bytes + i, '\r', text.length - i);
        size_t stop = cr ? (size_t)(cr - text.bytes) : text.length;

        strbuf_addn(&buf, text.bytes + i, stop - i);
        if (cr && text.bytes[stop + 1] != '\n')
            strbuf_addc(&buf, '\r');
        i = stop + (cr != NULL);
    }
    return arena_printf(run, "sha256:%s", hash_text(run, strbuf_text(&buf), buf.length));
}

/* Writing */

static bool starts_with_any(const char *text, const char *const *prefixes)
{
    for (; *prefixes; prefixes++)
        if (strncasecmp(text, *prefixes, strlen(*prefixes)) == 0)
            return true;
    return false;
}

/* One more blank keeps a line of the message from being read as a mark or a header line. */
static const char *message_indent(const char *line)
{
    static const char *const meaningful[] = {
        "Revision ID:",   "Revises:",  "Create Date:",  "Depends on:",
        "Branch Labels:", "Replaces:", "Schema:",       "Starts from:",
        "migrate:",       "modelc:",   "irreversible:", NULL,
    };

    return starts_with_any(line, meaningful) ? "  " : " ";
}

static void write_message(StrBuf *out, const char *message)
{
    while (*message) {
        size_t length = strcspn(message, "\n");
        size_t kept = length;
        const char *line;

        while (kept > 0 && strchr(" \t\r", message[kept - 1]))
            kept--;
        line = arena_strndup(out->arena, message, kept);
        strbuf_addf(out, "--%s%s\n", kept ? message_indent(line) : "", line);
        message += length + (message[length] == '\n');
        if (!*message)
            strbuf_add(out, "--\n");
    }
}

static void write_list(StrBuf *out, const char *key, const StrVec *list, bool always)
{
    if (list->count > 0)
        strbuf_addf(out, "-- %s: %s\n", key, text_join(out->arena, list, ", "));
    else if (always)
        strbuf_addf(out, "-- %s:\n", key);
}

static void write_header(StrBuf *out, const Revision *revision)
{
    write_message(out, revision->message ? revision->message : "");
    strbuf_addf(out, "-- Revision ID: %s\n", revision->id);
    write_list(out, "Revises", &revision->parents, true);
    if (revision->create_date && revision->create_date[0])
        strbuf_addf(out, "-- Create Date: %s\n", revision->create_date);
    write_list(out, "Depends on", &revision->depends_on, false);
    write_list(out, "Branch Labels", &revision->labels, false);
    write_list(out, "Replaces", &revision->replaces, false);
    if (revision->schema)
        strbuf_addf(out, "-- Schema: %s (after this revision)\n", revision->schema);
    else
        strbuf_add(out, "-- Schema: not recorded\n");
    if (revision->starts_from)
        strbuf_addf(out, "-- Starts from: %s (what was there before: baseline.sql)\n",
                    revision->starts_from);
}

static void write_step(StrBuf *out, const char *sql)
{
    size_t length;

    sql += strspn(sql, "\n");
    length = strlen(sql);
    while (length > 0 && sql[length - 1] == '\n')
        length--;
    if (length == 0)
        return;
    strbuf_addc(out, '\n');
    strbuf_addn(out, sql, length);
    strbuf_addc(out, '\n');
}

static void write_script(StrBuf *out, const char *name, const Script *script)
{
    if (!script->present)
        return;
    strbuf_addf(out, "\n-- migrate:%s%s\n", name, script->split ? " transaction:false" : "");
    for (size_t i = 0; i < script->steps.count; i++) {
        const Step *step = &script->steps.items[i];

        if (i > 0 || step->transactional == script->split)
            strbuf_addf(out, "\n-- modelc:step%s\n",
                        step->transactional ? "" : " transaction:false");
        write_step(out, step->sql);
    }
}

const char *revision_write(Arena *run, const Revision *revision)
{
    StrBuf out = {.arena = run};

    assert(revision->id && revision_id_valid(revision->id));
    write_header(&out, revision);
    write_script(&out, "up", &revision->up);
    write_script(&out, "down", &revision->down);
    strbuf_add(&out, "\n-- modelc:end-of-file\n");
    return strbuf_text(&out);
}

/* Names and dates */

const char *revision_date(Arena *run, time_t date)
{
    struct tm parts = {0};
    char text[64];

    gmtime_r(&date, &parts);
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S+00:00", &parts);
    return arena_strdup(run, text);
}

/* Letters and digits in lower case, all else as single underscores between them. */
static char *slug_of(Arena *run, const char *message)
{
    char *slug = text_lower(run, message);
    size_t length = 0;

    for (const char *p = slug; *p; p++) {
        bool word = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');

        if (word)
            slug[length++] = *p;
        if (!word && length > 0 && slug[length - 1] != '_')
            slug[length++] = '_';
    }
    while (length > 0 && slug[length - 1] == '_')
        length--;
    slug[length] = '\0';
    return slug;
}

/* Cut behind a word; a single longer word is cut where it is. */
static void slug_cut(char *slug)
{
    size_t cut = SLUG_SIZE;

    if (strlen(slug) <= SLUG_SIZE)
        return;
    while (cut > 0 && slug[cut] != '_')
        cut--;
    slug[cut ? cut : SLUG_SIZE] = '\0';
}

const char *revision_file_name(Arena *run, time_t date, const char *id, const char *message)
{
    struct tm parts = {0};
    char stamp[32];
    char *slug = slug_of(run, message ? message : "");

    slug_cut(slug);
    gmtime_r(&date, &parts);
    strftime(stamp, sizeof stamp, "%Y%m%d%H%M%S", &parts);
    return arena_printf(run, "%s_%s%s%s.sql", stamp, id, slug[0] ? "_" : "", slug);
}

const char *revision_title(Arena *run, const Revision *revision)
{
    return arena_strndup(run, revision->message, strcspn(revision->message, "\n"));
}

/* Places */

size_t revision_offset(const Revision *revision, const Step *step, size_t offset)
{
    const char *text = revision->text.bytes;
    size_t at = step->begin;

    for (size_t i = 0; i < offset && at < step->end; i++, at++)
        at += text[at] == '\r' && text[at + 1] == '\n';
    return at;
}

size_t revision_line(const Revision *revision, size_t offset)
{
    size_t line = 1;

    for (size_t i = 0; i < offset && i < revision->text.length; i++)
        line += revision->text.bytes[i] == '\n';
    return line;
}
