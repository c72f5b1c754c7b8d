#include "migrate/script.h"

#include "base/text.h"
#include "schema/sql.h"
#include "schema/sql_scan.h"

#include <string.h>

const Script *revision_script(const Revision *revision, Direction way)
{
    return way == DIRECTION_UP ? &revision->up : &revision->down;
}

bool script_is_atomic(const Script *script)
{
    for (size_t i = 0; i < script->steps.count; i++)
        if (script->split || !script->steps.items[i].transactional)
            return false;
    return true;
}

bool revision_check_way(Findings *findings, const Revision *revision, Direction way)
{
    const Script *script = revision_script(revision, way);
    Range at = script->present ? script->at : revision->up.at;

    if (way == DIRECTION_UP || script_has_sql(script))
        return true;
    if (script->present && !script->irreversible)
        return true;
    if (!script->present)
        finding_add(findings, FINDING_MC812, at,
                    "revision \"%s\" has no \"-- migrate:down\" section", revision->id)
            ->hint = "Write one; it may be empty when there is nothing to undo.";
    else
        finding_add(findings, FINDING_MC812, at, "revision \"%s\" is irreversible: %s",
                    revision->id, script->irreversible)
            ->hint = "Restore a backup, or write statements into the section.";
    return false;
}

/* Statements */

static bool is_word(const char *sql, const char *word)
{
    size_t length = strlen(word);
    char next = sql[length < strlen(sql) ? length : strlen(sql)];

    return strncasecmp(sql, word, length) == 0 && !strchr("abcdefghijklmnopqrstuvwxyz_", next | 32);
}

/* Whether the statement begins with the words. */
static bool starts(const char *sql, const char *words)
{
    for (const char *word = words; *word; word += strlen(word) + 1) {
        if (!is_word(sql, word))
            return false;
        sql = sql_skip_space(sql + strlen(word));
    }
    return true;
}

static bool starts_any(const char *sql, const char *const *words)
{
    for (; *words; words++)
        if (starts(sql, *words))
            return true;
    return false;
}

/* Words of a statement, each ended by a NUL; lists end with NULL. */
static const char *const begins[] = {"BEGIN\0", "START\0TRANSACTION\0", NULL};
static const char *const commits[] = {"COMMIT\0", "END\0", NULL};
static const char *const stays[] = {"ROLLBACK\0TO\0", "COMMIT\0PREPARED\0", "ROLLBACK\0PREPARED\0",
                                    NULL};
static const char *const aborts[] = {"ROLLBACK\0", "ABORT\0", "PREPARE\0TRANSACTION\0", NULL};
static const char *const of_transaction[] = {
    "SET\0LOCAL\0", "SET\0TRANSACTION\0", "SET\0CONSTRAINTS\0", "SAVEPOINT\0", "LOCK\0", NULL};
static const char *const discards[] = {"DISCARD\0ALL\0", NULL};
static const char *const reads_only[] = {"SET\0TRANSACTION\0", NULL};
static const char *const copies[] = {"COPY\0", NULL};

static bool is_begin(const char *sql)
{
    return starts_any(sql, begins);
}

static bool is_commit(const char *sql)
{
    return starts_any(sql, commits) && !starts_any(sql, stays);
}

static bool is_abort(const char *sql)
{
    return starts_any(sql, aborts) && !starts_any(sql, stays);
}

static bool frees_lock(const char *sql)
{
    static const char *const calls[] = {"SELECT\0", "DO\0", "CALL\0", "WITH\0", "VALUES\0", NULL};

    return starts_any(sql, discards) ||
           (starts_any(sql, calls) && strcasestr(sql, "pg_advisory_unlock_all"));
}

static bool chains(const char *sql)
{
    return is_commit(sql) && strcasestr(sql, " chain") && !strcasestr(sql, " no chain");
}

static bool makes_read_only(const char *sql)
{
    return starts_any(sql, reads_only) && strcasestr(sql, "only");
}

/* COPY from or to the client, which has nothing to send. */
static bool copies_with_client(const char *sql)
{
    if (!starts_any(sql, copies))
        return false;
    for (; *sql; sql++) {
        if (*sql == '\'' || *sql == '"')
            sql += 1 + strcspn(sql + 1, *sql == '"' ? "\"" : "'");
        else if (strchr(" \t\r\n)", *sql) &&
                 (is_word(sql + 1, "stdin") || is_word(sql + 1, "stdout")))
            return true;
        if (!*sql)
            break;
    }
    return false;
}

/* Why the statement cannot be in a step, or NULL; `inside`: of a transaction of the step's own. */
static const char *refusal(const char *sql, bool transactional, bool inside, const char **hint)
{
    *hint = "Remove it.";
    if (frees_lock(sql)) {
        *hint = "Reset what is meant by name: RESET ALL, DISCARD TEMP, pg_advisory_unlock(KEY).";
        return "gives up the lock that keeps other migrations away";
    }
    if (copies_with_client(sql)) {
        *hint = "Read from a file on the server, or write INSERT.";
        return "with the client, which has no data to send and no place for any";
    }
    if ((transactional || inside) && makes_read_only(sql)) {
        *hint = "Leave READ ONLY out: the ledger is written in the same transaction.";
        return "inside a transaction that writes the ledger";
    }
    if (transactional && (is_begin(sql) || is_commit(sql) || is_abort(sql))) {
        *hint = "Remove it: a revision runs as a whole or not at all.";
        return "inside a step that is one transaction already";
    }
    if (is_abort(sql) || chains(sql)) {
        *hint = "A transaction in a step begins with BEGIN and ends with COMMIT.";
        return "inside a revision, whose statements are all meant to be kept";
    }
    if (!transactional && inside == is_begin(sql) && (is_begin(sql) || is_commit(sql))) {
        *hint = "A transaction in a step begins with BEGIN and ends with COMMIT.";
        return inside ? "inside a transaction" : "without a BEGIN before it";
    }
    if (!transactional && !inside && starts_any(sql, of_transaction)) {
        *hint = "Statements of this step stand alone: say SET without LOCAL (what a file sets ends "
                "with it), or put BEGIN and COMMIT around those that belong together.";
        return "has no effect outside of a transaction";
    }
    return NULL;
}

static Range step_range(const Revision *revision, const Step *step, size_t begin, size_t end)
{
    return (Range){.file = revision->path,
                   .begin = revision_offset(revision, step, begin),
                   .end = revision_offset(revision, step, end)};
}

static bool refuse_statement(Findings *findings, const Revision *revision, const Step *step,
                             const ScriptStatement *statement, const char *why, const char *hint)
{
    size_t length = strcspn(statement->sql, " \t\r\n;");
    Range at = step_range(revision, step, statement->offset, statement->offset + length);

    finding_add(findings, FINDING_MC802, at, "%.*s %s", (int)length, statement->sql, why)->hint =
        hint;
    return false;
}

/* `inside`: of a transaction of the step's own, before the statement and then behind it. */
static bool add_statement(Arena *run, Findings *findings, const Revision *revision,
                          const Step *step, const SqlSpan *span, bool *inside,
                          ScriptStatements *statements)
{
    const char *text = arena_strndup(run, step->sql + span->begin, span->end - span->begin);
    const char *sql = sql_skip_space(text), *hint, *why;
    ScriptStatement statement = {.sql = sql, .offset = span->begin + (size_t)(sql - text)};

    if (!*sql)
        return true;
    why = refusal(sql, step->transactional, *inside, &hint);
    if (why)
        return refuse_statement(findings, revision, step, &statement, why, hint);
    vec_push(run, statements, statement);
    *inside = is_begin(sql) || (*inside && !is_commit(sql));
    return true;
}

/* A dollar quote that the text does not hold. */
static const char *dollar_quote(Arena *run, const char *text)
{
    const char *quote = "$modelc$";

    for (unsigned i = 1; strstr(text, quote); i++)
        quote = arena_printf(run, "$modelc%u$", i);
    return quote;
}

/* As a statement that fails when the query has a row, so that it needs no exchange of its own. */
static const char *precheck_sql(Arena *run, const char *query)
{
    size_t length = strlen(query);
    const char *quote = dollar_quote(run, query);

    while (length > 0 && strchr("; \t\r\n", query[length - 1]))
        length--;
    return arena_printf(run,
                        "DO %s DECLARE first_row text; BEGIN "
                        "SELECT pg_catalog.row_to_json(q)::text INTO first_row FROM (%.*s\n) AS q "
                        "LIMIT 1; IF first_row IS NOT NULL THEN RAISE EXCEPTION "
                        "'a precheck found rows' USING ERRCODE = '" PRECHECK_STATE "', "
                        "DETAIL = first_row; END IF; END %s",
                        quote, (int)length, query, quote);
}

bool statement_begins_transaction(const ScriptStatement *statement)
{
    return is_begin(statement->sql);
}

size_t statements_unit(const ScriptStatements *statements, size_t first)
{
    size_t end = first + 1;

    if (is_begin(statements->items[first].sql))
        while (end < statements->count && !is_commit(statements->items[end++].sql))
            continue;
    return end;
}

bool statement_is_inside(const ScriptStatements *statements, size_t number)
{
    while (number-- > 0) {
        if (is_begin(statements->items[number].sql))
            return true;
        if (is_commit(statements->items[number].sql))
            return false;
    }
    return false;
}

bool statement_is_setting(const ScriptStatement *statement)
{
    static const char *const words[] = {"SET\0", "RESET\0", NULL};

    return starts_any(statement->sql, words) ||
           (is_word(statement->sql, "SELECT") && strcasestr(statement->sql, "set_config"));
}

bool statement_is_concurrent(const ScriptStatement *statement)
{
    return strcasestr(statement->sql, "concurrently") != NULL;
}

bool script_changes_settings(const Script *script)
{
    for (size_t i = 0; i < script->steps.count; i++) {
        const char *sql = script->steps.items[i].sql;

        for (const char *at = sql; (at = strcasestr(at, "set")); at++)
            if ((at == sql || strchr("; \t\n.(*/", at[-1])) && strchr(" \t\n_", at[3]))
                return true;
    }
    return false;
}

static const ScriptStatement *last_begin(const ScriptStatements *statements)
{
    size_t at = statements->count - 1;

    while (!is_begin(statements->items[at].sql))
        at--;
    return &statements->items[at];
}

bool step_statements(Arena *run, Findings *findings, const Revision *revision, const Step *step,
                     ScriptStatements *statements)
{
    SqlSpans spans = {0};
    SqlError error;
    bool inside = false;

    for (size_t i = 0; i < step->prechecks.count; i++) {
        ScriptStatement check = {.sql = precheck_sql(run, step->prechecks.items[i]),
                                 .precheck = step->prechecks.items[i]};

        vec_push(run, statements, check);
    }
    if (!sql_split(run, step->sql, &spans, &error)) {
        finding_add(
            findings, FINDING_MC802, step_range(revision, step, error.offset, error.offset + 1),
            "cannot tell the statements of revision \"%s\" apart: %s", revision->id, error.message);
        return false;
    }
    for (size_t i = 0; i < spans.count; i++)
        if (!add_statement(run, findings, revision, step, &spans.items[i], &inside, statements))
            return false;
    return !inside ||
           refuse_statement(findings, revision, step, last_begin(statements),
                            "without a COMMIT in the same step",
                            "A transaction in a step begins with BEGIN and ends with COMMIT.");
}

/* Text */

const char *running_line(Arena *run, const Revision *revision, Direction way)
{
    const char *parents = text_join(run, &revision->parents, ", ");
    const char *title = revision_title(run, revision);
    bool up = way == DIRECTION_UP;

    return arena_printf(run, "Running %s %s -> %s%s%s", up ? "upgrade" : "downgrade",
                        up ? parents : revision->id, up ? revision->id : parents,
                        title[0] ? ", " : "", title);
}
