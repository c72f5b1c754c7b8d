#include "modelc/verdict.h"

#include "base/text.h"

#include <stdint.h>
#include <string.h>

void verdict_expect(Session *session)
{
    session->doubts.count = 0;
    for (size_t i = session->reported; i < session->findings->items.count; i++)
        if (session->findings->items.items[i]->doubt)
            vec_push(session->run, &session->doubts, session->findings->items.items[i]);
}

/* The warning, which has its answer. */
static void take_back(Findings *findings, const Finding *doubted)
{
    size_t kept = 0;

    for (size_t i = 0; i < findings->items.count; i++) {
        if (findings->items.items[i] == doubted)
            findings->warning_count -= doubted->severity == SEVERITY_WARNING;
        else
            findings->items.items[kept++] = findings->items.items[i];
    }
    findings->items.count = kept;
}

/* Where byte `offset` of the SQL stands; SIZE_MAX: nobody knows. */
static Range place_of(const Finding *doubted, size_t offset)
{
    Range at = doubted->at;
    const Doubt *doubt = doubted->doubt;

    for (size_t i = offset == SIZE_MAX ? 0 : doubt->places.count; i-- > 0;)
        if (doubt->places.items[i].at <= offset) {
            at.begin = doubt->places.items[i].place + offset - doubt->places.items[i].at;
            at.end = at.begin + 1;
            break;
        }
    return at;
}

/*
 * What the grammar and the scanner say.  An expression is parsed as a part of a query, whose tables
 * are none, in a database that need not be as the models say: all else is no matter here.
 *
 * Source: PostgreSQL's src/backend/parser/gram.y and scan.l.
 */
static bool is_refusal(const DbError *error)
{
    static const char *const states[] = {"42601", "42602", "0A000", "22019",
                                         "22021", "22025", "22P06"};

    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (text_same(error->sqlstate, states[i]))
            return true;
    return false;
}

/* Byte of `sql` that the error is at, which `head` precedes in what was sent. */
static size_t offset_in(const char *sql, const char *head, const char *sent, const DbError *error)
{
    size_t at = text_utf8_offset(sent, error->position), length = strlen(sql);

    if (!error->position)
        return SIZE_MAX;
    at = at > strlen(head) ? at - strlen(head) : 0;
    return at < length ? at : length;
}

/* Whether the server refuses the SQL between the texts. */
static bool refuses(Session *session, Db *db, const Finding *doubted, const char *head,
                    const char *tail)
{
    const char *sql = doubted->doubt->sql;
    const char *sent = arena_printf(session->run, "%s%s%s", head, sql, tail);
    DbError error;
    Finding *finding;

    if (db_parses(session->run, db, sent, &error) || !is_refusal(&error))
        return false;
    finding = finding_add(session->findings, FINDING_M609,
                          place_of(doubted, offset_in(sql, head, sent, &error)),
                          "the server cannot parse this SQL: %s", error.message);
    finding->hint = arena_strdup(session->findings->arena, error.hint);
    return true;
}

static bool is_right(Session *session, Db *db, const Finding *doubted)
{
    if (!doubted->doubt->is_expr)
        return !refuses(session, db, doubted, "", "");
    return !refuses(session, db, doubted, "SELECT (", "\n)") &&
           !refuses(session, db, doubted, "SELECT CAST(", "\nAS text)");
}

/* "'json_table'" of "'json_table' came with PostgreSQL 17, …" */
static const char *newer_words(Arena *run, const Finding *finding)
{
    const char *end = strstr(finding->message, " came with");

    return end ? arena_strndup(run, finding->message, (size_t)(end - finding->message))
               : finding->message;
}

static bool is_new_enough(Session *session, int version, const Finding *doubted)
{
    unsigned since = doubted->doubt->since;

    if (since <= (unsigned)version)
        return true;
    finding_add(session->findings, FINDING_M703, doubted->at,
                "%s needs PostgreSQL %u; the server is %d", newer_words(session->run, doubted),
                since, version);
    return false;
}

bool verdict_take(Session *session, Db *db)
{
    int version = db_server_version(db) / 10000;
    bool fine = true;

    for (size_t i = 0; i < session->doubts.count; i++) {
        const Finding *doubted = session->doubts.items[i];

        take_back(session->findings, doubted);
        fine = is_new_enough(session, version, doubted) && is_right(session, db, doubted) && fine;
    }
    session->doubts.count = 0;
    if (!db_is_lost(db))
        return fine;
    db_report(session->findings, db, "cannot ask the server about SQL", &(DbError){0});
    return false;
}
