#include "migrate/script.h"

#include "base/text.h"
#include "schema/sql.h"

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

/* Past blanks and comments. */
static const char *first_word(const char *sql)
{
    for (;;) {
        sql += strspn(sql, " \t\r\n\f\v");
        if (text_starts(sql, "--")) {
            sql += strcspn(sql, "\n");
            continue;
        }
        if (!text_starts(sql, "/*"))
            return sql;

        size_t depth = 0;

        do {
            bool opens = text_starts(sql, "/*"), closes = text_starts(sql, "*/");

            depth = depth + opens - closes;
            sql += opens || closes ? 2 : 1;
        } while (depth > 0 && *sql);
    }
}

static bool is_word(const char *sql, const char *word)
{
    size_t length = strlen(word);
    char next = sql[length < strlen(sql) ? length : strlen(sql)];

    return strncasecmp(sql, word, length) == 0 && !strchr("abcdefghijklmnopqrstuvwxyz_", next | 32);
}

/* Whether the statement would begin or end a transaction under the runner's feet. */
static bool ends_transaction(const char *sql)
{
    static const char *const words[] = {"BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT"};

    if (is_word(sql, "PREPARE"))
        return is_word(first_word(sql + strlen("PREPARE")), "TRANSACTION");
    /* ROLLBACK TO SAVEPOINT stays inside. */
    if (is_word(sql, "ROLLBACK") && is_word(first_word(sql + strlen("ROLLBACK")), "TO"))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(sql, words[i]))
            return true;
    return false;
}

static Range step_range(const Revision *revision, const Step *step, size_t begin, size_t end)
{
    return (Range){.file = revision->path,
                   .begin = revision_offset(revision, step, begin),
                   .end = revision_offset(revision, step, end)};
}

static bool add_statement(Arena *run, Findings *findings, const Revision *revision,
                          const Step *step, const SqlSpan *span, ScriptStatements *statements)
{
    const char *text = arena_strndup(run, step->sql + span->begin, span->end - span->begin);
    const char *sql = first_word(text);
    ScriptStatement statement = {.sql = sql, .offset = span->begin + (size_t)(sql - text)};

    if (!*sql)
        return true;
    if (step->transactional && ends_transaction(sql)) {
        const char *word = arena_strndup(run, sql, strcspn(sql, " \t\r\n;"));

        finding_add(findings, FINDING_MC802,
                    step_range(revision, step, statement.offset, statement.offset + strlen(word)),
                    "%s inside a step that is one transaction already", word)
            ->hint = "Remove it: a revision runs as a whole or not at all.";
        return false;
    }
    vec_push(run, statements, statement);
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

bool statement_ends_transaction(const ScriptStatement *statement)
{
    return ends_transaction(statement->sql);
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

bool step_statements(Arena *run, Findings *findings, const Revision *revision, const Step *step,
                     ScriptStatements *statements)
{
    SqlSpans spans = {0};
    SqlError error;

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
        if (!add_statement(run, findings, revision, step, &spans.items[i], statements))
            return false;
    return true;
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
