#include "introspect/db.h"

#include "base/strbuf.h"
#include "introspect/conninfo.h"

#include <libpq-fe.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum { OLDEST_SERVER = 140000, NOTICE_MAX = 100 };

struct Db {
    Arena *run;
    PGconn *conn;     /* NULL once closed */
    PGcancel *cancel; /* made at once: asking for one is not safe in a signal handler */
    const char *address;
    VEC(DbNotice) notices;

    /* The pipe: statements whose result is not taken, those of them behind the last sync, syncs. */
    size_t waiting, unsynced, syncs;
    bool failed;
    PGresult *early; /* the next result, which came before it was taken; or NULL */

    /* See db_watch(). */
    unsigned watch_ms;
    void (*watch)(void *context);
    void *watch_context;
};

static void close_db(void *arg)
{
    db_close(arg);
}

/* Messages */

static const char *result_field(Arena *arena, const PGresult *result, int field)
{
    return arena_strdup(arena, PQresultErrorField(result, field));
}

/* libpq's text on one line, without the newline at its end. */
static const char *plain_message(Arena *arena, const char *message)
{
    size_t length = strlen(message);

    while (length > 0 && message[length - 1] == '\n')
        length--;
    return length ? arena_strndup(arena, message, length) : "the connection is closed";
}

static void fill_error(Arena *arena, const Db *db, const PGresult *result, DbError *error)
{
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);

    *error = (DbError){
        .sqlstate = result_field(arena, result, PG_DIAG_SQLSTATE),
        .message = message ? arena_strdup(arena, message)
                           : plain_message(arena, db->conn ? PQerrorMessage(db->conn) : ""),
        .detail = result_field(arena, result, PG_DIAG_MESSAGE_DETAIL),
        .hint = result_field(arena, result, PG_DIAG_MESSAGE_HINT),
        .context = result_field(arena, result, PG_DIAG_CONTEXT),
        .position = position ? strtoul(position, NULL, 10) : 0,
    };
}

/* What the server remarks is kept, not printed; a statement in a loop must not fill the memory. */
static void keep_notice(void *arg, const PGresult *result)
{
    Db *db = arg;

    if (db->notices.count >= NOTICE_MAX)
        return;

    DbNotice notice = {
        .severity = result_field(db->run, result, PG_DIAG_SEVERITY_NONLOCALIZED),
        .sqlstate = result_field(db->run, result, PG_DIAG_SQLSTATE),
        .message = result_field(db->run, result, PG_DIAG_MESSAGE_PRIMARY),
        .detail = result_field(db->run, result, PG_DIAG_MESSAGE_DETAIL),
        .hint = result_field(db->run, result, PG_DIAG_MESSAGE_HINT),
    };

    if (notice.message)
        vec_push(db->run, &db->notices, notice);
}

/* Connection */

static const char *make_address(Arena *arena, const PGconn *conn)
{
    const char *user = PQuser(conn);
    const char *host = PQhost(conn);
    const char *port = PQport(conn);
    const char *name = PQdb(conn);

    return arena_printf(arena, "%s@%s:%s/%s", user ? user : "", host ? host : "", port ? port : "",
                        name ? name : "");
}

static bool refuse(Findings *findings, const char *reason)
{
    finding_add(findings, FINDING_MC701, NO_RANGE, "cannot read the database address: %s", reason)
        ->hint = "Write postgresql://user:password@host:port/database; in a user or password, @ is "
                 "%40, / is %2F, : is %3A, ? is %3F and % is %25.";
    return false;
}

static const char *option_value(const PQconninfoOption *options, const char *keyword)
{
    for (; options->keyword; options++)
        if (strcmp(options->keyword, keyword) == 0)
            return options->val;
    return NULL;
}

static void free_options(void *arg)
{
    PQconninfoFree(arg);
}

/*
 * Parse before connecting, because libpq's complaints quote the string, password included.
 * `*patient` tells whether the user has chosen a time-out.
 */
static bool check_conninfo(Arena *run, Findings *findings, const char *conninfo, bool *patient)
{
    const char *fault = conninfo_fault(conninfo);

    *patient = getenv("PGCONNECT_TIMEOUT") || getenv("PGSERVICE");
    if (fault)
        return refuse(findings, fault);
    if (!conninfo_is_string(conninfo))
        return true;

    char *message = NULL;
    PQconninfoOption *options = PQconninfoParse(conninfo, &message);

    if (!options) {
        refuse(findings, conninfo_parse_reason(run, message ? message : "out of memory"));
        PQfreemem(message);
        return false;
    }
    arena_defer(run, free_options, options);
    *patient =
        *patient || option_value(options, "connect_timeout") || option_value(options, "service");

    const char *port = option_value(options, "port");

    return !port || strspn(port, "0123456789,") == strlen(port) ||
           refuse(findings, "its port is not a number");
}

/* What stands behind "dbname" overrides it; what stands before gives way to it. */
static PGconn *connect_conninfo(const char *conninfo, bool patient)
{
    const char *const keywords[] = {"fallback_application_name", "connect_timeout", "dbname",
                                    "client_encoding", NULL};
    const char *const values[] = {"modelc", patient ? NULL : "10", conninfo, "UTF8", NULL};

    return PQconnectdbParams(keywords, values, 1);
}

static bool check_connection(Db *db, Findings *findings)
{
    if (PQstatus(db->conn) != CONNECTION_OK) {
        const char *reason = conninfo_failure_reason(db->run, PQerrorMessage(db->conn));

        finding_add(findings, FINDING_MC701, NO_RANGE, "cannot connect to \"%s\": %s", db->address,
                    reason)
            ->hint = "Start that server, or name another one with --database or DATABASE_URL.";
        return false;
    }
    if (PQserverVersion(db->conn) >= OLDEST_SERVER)
        return true;
    finding_add(findings, FINDING_MC703, NO_RANGE,
                "the server at \"%s\" is PostgreSQL %s; modelc needs 14 or newer", db->address,
                PQparameterStatus(db->conn, "server_version"));
    return false;
}

Db *db_open(Arena *run, Findings *findings, const char *conninfo)
{
    bool patient;

    if (!check_conninfo(run, findings, conninfo, &patient))
        return NULL;

    Db *db = ARENA_NEW(run, Db);

    db->run = run;
    db->conn = connect_conninfo(conninfo, patient);
    if (!db->conn)
        die("out of memory");
    arena_defer(run, close_db, db);
    db->address = make_address(run, db->conn);
    if (!check_connection(db, findings)) {
        db_close(db);
        return NULL;
    }
    db->cancel = PQgetCancel(db->conn);
    PQsetNoticeReceiver(db->conn, keep_notice, db);
    return db;
}

void db_close(Db *db)
{
    PQfreeCancel(db->cancel);
    PQfinish(db->conn);
    db->cancel = NULL;
    db->conn = NULL;
}

int db_server_version(const Db *db)
{
    return PQserverVersion(db->conn);
}

const char *db_address(const Db *db)
{
    return db->address;
}

const char *db_name(const Db *db)
{
    return PQdb(db->conn);
}

int db_backend(const Db *db)
{
    return PQbackendPID(db->conn);
}

bool db_is_lost(const Db *db)
{
    return PQstatus(db->conn) != CONNECTION_OK;
}

bool db_in_transaction(const Db *db)
{
    return PQtransactionStatus(db->conn) != PQTRANS_IDLE;
}

void db_cancel(Db *db)
{
    char reason[256];

    PQcancel(db->cancel, reason, sizeof reason);
}

/* All but the options named `without`. */
static void add_conninfo(StrBuf *buf, const PQconninfoOption *options, const char *without)
{
    for (const PQconninfoOption *option = options; option->keyword; option++)
        if (option->val && *option->val && strcmp(option->keyword, without) != 0)
            conninfo_add(buf, option->keyword, option->val);
}

const char *db_conninfo(Arena *arena, const Db *db, const char *name)
{
    StrBuf buf = {.arena = arena};
    PQconninfoOption *options = PQconninfo(db->conn);

    if (!options)
        die("out of memory");
    add_conninfo(&buf, options, "dbname");
    PQconninfoFree(options);
    conninfo_add(&buf, "dbname", name);
    return strbuf_text(&buf);
}

const char *db_conninfo_path(Arena *arena, const Db *db, const char *search_path)
{
    StrBuf buf = {.arena = arena}, value = {.arena = arena};
    PQconninfoOption *options = PQconninfo(db->conn);
    const char *given;

    if (!options)
        die("out of memory");
    add_conninfo(&buf, options, "options");
    given = option_value(options, "options");
    strbuf_addf(&value, "%s%s-c search_path=", given ? given : "", given ? " " : "");
    for (const char *p = search_path; *p; p++) {
        if (*p == ' ' || *p == '\\')
            strbuf_addc(&value, '\\');
        strbuf_addc(&value, *p);
    }
    PQconninfoFree(options);
    conninfo_add(&buf, "options", strbuf_text(&value));
    return strbuf_text(&buf);
}

const DbNotice *db_notices(const Db *db, size_t *count)
{
    *count = db->notices.count;
    return db->notices.items;
}

void db_forget_notices(Db *db)
{
    db->notices.count = 0;
}

/* Statements */

static bool is_good(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);

    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY;
}

/* A COPY to or from the client leaves the session waiting for data that nobody has. */
static bool end_copy(Db *db, ExecStatusType status)
{
    char *data;

    if (status != PGRES_COPY_IN && status != PGRES_COPY_OUT)
        return false;
    if (status == PGRES_COPY_IN)
        PQputCopyEnd(db->conn, "COPY with the client is not possible here");
    else
        while (PQgetCopyData(db->conn, &data, 0) > 0)
            PQfreemem(data);
    for (PGresult *rest; (rest = PQgetResult(db->conn));)
        PQclear(rest);
    return true;
}

/* The rows of a result that may have failed; takes it over. */
static Rows *finish_result(Arena *arena, Db *db, PGresult *result, DbError *error)
{
    *error = (DbError){0};
    if (is_good(result))
        return rows_new(arena, result);

    ExecStatusType status = PQresultStatus(result);

    if (end_copy(db, status))
        *error = (DbError){.sqlstate = "0A000",
                           .message = "COPY with the client is not possible here",
                           .hint = "Read from a file on the server, or write INSERT."};
    else if (status == PGRES_PIPELINE_ABORTED)
        *error = (DbError){.sqlstate = "", .message = "skipped: an earlier statement failed"};
    else
        fill_error(arena, db, result, error);
    PQclear(result);
    return NULL;
}

/* Wait for the next result, and tell the watcher how long it takes. */
static void wait_watched(Db *db)
{
    struct pollfd ready = {.fd = PQsocket(db->conn), .events = POLLIN};

    PQflush(db->conn);
    while (db->watch && PQisBusy(db->conn)) {
        int count = poll(&ready, 1, (int)db->watch_ms);

        if (count == 0)
            db->watch(db->watch_context);
        else if (count > 0 && PQconsumeInput(db->conn) != 1)
            return;
    }
}

/* The result of the one statement that was sent. */
static PGresult *take_watched(Db *db)
{
    PGresult *last = NULL;

    wait_watched(db);
    for (PGresult *result; (result = PQgetResult(db->conn)); wait_watched(db)) {
        ExecStatusType status = PQresultStatus(result);

        PQclear(last);
        last = result;
        if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT)
            break;
    }
    return last;
}

static PGresult *exec_watched(Db *db, const char *sql, int count, const char *const *values)
{
    if (!db->watch)
        return PQexecParams(db->conn, sql, count, NULL, values, NULL, NULL, 0);
    if (PQsendQueryParams(db->conn, sql, count, NULL, values, NULL, NULL, 0) != 1)
        return NULL;
    return take_watched(db);
}

void db_watch(Db *db, unsigned interval_ms, void (*watch)(void *context), void *context)
{
    db->watch = watch;
    db->watch_ms = interval_ms;
    db->watch_context = context;
}

Rows *db_query(Arena *arena, Db *db, const char *sql, const StrVec *parameters, DbError *error)
{
    size_t count = parameters ? parameters->count : 0;
    const char *const *values = parameters ? parameters->items : NULL;

    if (count > USHRT_MAX) {
        *error = (DbError){.sqlstate = "54023", .message = "too many parameters"};
        return NULL;
    }
    return finish_result(arena, db, exec_watched(db, sql, (int)count, values), error);
}

bool db_run(Arena *arena, Db *db, const char *sql, DbError *error)
{
    PGresult *result = PQexec(db->conn, sql);

    if (!is_good(result))
        return finish_result(arena, db, result, error) != NULL;
    *error = (DbError){0};
    PQclear(result);
    return true;
}

bool db_parses(Arena *arena, Db *db, const char *sql, DbError *error)
{
    return finish_result(arena, db, PQprepare(db->conn, "", sql, 0, NULL), error) != NULL;
}

void db_report(Findings *findings, const Db *db, const char *doing, const DbError *error)
{
    const char *message = error->message ? error->message : "unknown error";
    Finding *finding;

    if (error->sqlstate && *error->sqlstate)
        finding = finding_add(findings, FINDING_MC702, NO_RANGE, "%s: %s (SQLSTATE %s)", doing,
                              message, error->sqlstate);
    else if (db_is_lost(db))
        finding = finding_add(findings, FINDING_MC702, NO_RANGE,
                              "%s: the connection to \"%s\" was lost: %s", doing, db->address,
                              conninfo_failure_reason(findings->arena, message));
    else
        finding = finding_add(findings, FINDING_MC702, NO_RANGE, "%s: %s", doing, message);
    finding->hint = arena_strdup(findings->arena, error->hint);
    if (error->detail)
        finding_note(findings, finding, NO_RANGE, "%s", error->detail);
    if (error->context)
        finding_note(findings, finding, NO_RANGE, "%s", error->context);
    if (error->position)
        finding_note(findings, finding, NO_RANGE, "at character %zu of the statement",
                     error->position);
}

/* Pipeline */

bool db_pipe_begin(Db *db)
{
    db->waiting = db->unsynced = db->syncs = 0;
    db->failed = false;
    return PQenterPipelineMode(db->conn) == 1;
}

bool db_pipe_send(Db *db, const char *sql)
{
    if (PQsendQueryParams(db->conn, sql, 0, NULL, NULL, NULL, NULL, 0) != 1)
        return false;
    db->waiting++;
    db->unsynced++;
    return true;
}

bool db_pipe_flush(Db *db)
{
    if (db->unsynced == 0)
        return true;
    if (PQpipelineSync(db->conn) != 1)
        return false;
    db->syncs++;
    db->unsynced = 0;
    return true;
}

/* The next result of a statement or a failed sync; NULL when there is none, or none without `wait`.
 */
static PGresult *find_result(Db *db, bool wait)
{
    /* a NULL ends each statement; two in a row mean that nothing more comes */
    for (int ends = 0; ends < 2 && (wait || !PQisBusy(db->conn));) {
        wait_watched(db);

        PGresult *result = PQgetResult(db->conn);

        if (!result) {
            ends++;
            continue;
        }
        if (PQresultStatus(result) != PGRES_PIPELINE_SYNC)
            return result;
        PQclear(result);
        db->syncs -= db->syncs > 0;
        ends = 0;
    }
    return NULL;
}

static PGresult *next_result(Db *db)
{
    PGresult *result = db->early ? db->early : find_result(db, true);

    db->early = NULL;
    return result;
}

void db_pipe_listen(Db *db)
{
    struct pollfd sent = {PQsocket(db->conn), POLLIN, 0};

    PQflush(db->conn);
    /* libpq takes in a buffer at a time, and grows it only for what it cannot make rows of. */
    while (poll(&sent, 1, 0) > 0 && PQconsumeInput(db->conn))
        (void)PQisBusy(db->conn);
}

bool db_pipe_has(Db *db)
{
    db_pipe_listen(db);
    if (!db->early && db->waiting > 0)
        db->early = find_result(db, false);
    return db->early != NULL;
}

Rows *db_pipe_take(Arena *arena, Db *db, DbError *error)
{
    *error = (DbError){.message = "no statement waits for its result"};
    if (db->waiting == 0)
        return NULL;

    PGresult *result = db_pipe_flush(db) ? next_result(db) : NULL;

    db->waiting--;
    if (!result)
        error->message = plain_message(arena, PQerrorMessage(db->conn));

    Rows *rows = result ? finish_result(arena, db, result, error) : NULL;

    db->failed = db->failed || !rows;
    return rows;
}

bool db_pipe_end(Db *db)
{
    bool ok = db_pipe_flush(db);

    while (db->waiting > 0 || db->syncs > 0) {
        PGresult *result = next_result(db);

        if (!result)
            break;
        ok = ok && is_good(result);
        db->waiting -= db->waiting > 0;
        PQclear(result);
    }
    ok = PQexitPipelineMode(db->conn) == 1 && ok;
    return ok && !db->failed && !db_is_lost(db);
}
