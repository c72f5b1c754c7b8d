#include "modelc/database.h"

#include "base/clock.h"
#include "base/text.h"
#include "introspect/devserver.h"
#include "modelc/interrupt.h"
#include "modelc/replay.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Any of these is a wish for that server, as it would be for psql. */
static const char *const pg_variables[] = {
    "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGSERVICE", "PGUSER", NULL,
};

static bool is_wanted_by_environment(void)
{
    for (size_t i = 0; pg_variables[i]; i++) {
        const char *value = getenv(pg_variables[i]);

        if (value && *value)
            return true;
    }
    return false;
}

/* SQLAlchemy's postgresql+psycopg2:// is what DATABASE_URL often holds; libpq knows no drivers. */
const char *database_conninfo(Arena *run, const char *conninfo)
{
    static const char driver[] = "postgresql+";
    const char *rest = strstr(conninfo, "://");

    if (!text_starts(conninfo, driver) || !rest)
        return conninfo;
    return arena_printf(run, "postgresql%s", rest);
}

static bool use_development_server(Session *session, Database *out)
{
    DevServer server;
    bool created = false;

    if (!devserver_start(session->run, session->findings, ".", session->options->pg_bindir,
                         &server))
        return false;
    if (server.started)
        session_detail(session, "Started the development server in %s\n", server.home);
    *out = (Database){.source = "private development server", .development = true};
    out->conninfo = devserver_database(session->run, session->findings, &server, &created);
    return out->conninfo && (!created || replay_revisions(session, out->conninfo));
}

bool database_is_configured(const Session *session)
{
    return session->options->database || is_wanted_by_environment();
}

bool database_resolve(Session *session, Database *out)
{
    static const char *const sources[] = {
        [ORIGIN_NONE] = "PG* variables",       [ORIGIN_COMMAND_LINE] = "--database",
        [ORIGIN_ENVIRONMENT] = "DATABASE_URL", [ORIGIN_DOTENV] = ".env",
        [ORIGIN_CONFIG] = "modelc.json",
    };
    const char *given = session->options->database;
    Origin origin = option_origin(session->option_set, &session->options->database);

    if (!database_is_configured(session))
        return use_development_server(session, out);
    *out = (Database){
        .conninfo = given ? database_conninfo(session->run, given) : "",
        .source = sources[origin],
    };
    return true;
}

Db *database_open(Session *session)
{
    Database database;
    Db *db;

    if (!database_resolve(session, &database))
        return NULL;
    db = db_open(session->run, session->findings, database.conninfo);
    if (!db)
        return NULL;
    session->interrupt = interrupt_watch(session->run, db);
    session_detail(session, "Connected to %s (%s)\n", db_address(db), database.source);
    return db;
}

enum { AWAIT_MS_FIRST = 50, AWAIT_MS_MOST = 1000 };

static bool answers(const char *conninfo)
{
    Arena *arena = arena_new();
    Findings quiet = {.arena = arena};
    bool ok = db_open(arena, &quiet, conninfo) != NULL;

    arena_free(arena);
    return ok;
}

/* Whether it took connections before the time was over; `waits` is called when it has to wait. */
static bool await(const char *conninfo, unsigned timeout_ms, void (*waits)(Session *session),
                  Session *session)
{
    long long end_ms = clock_ms() + timeout_ms;
    unsigned pause_ms = AWAIT_MS_FIRST;

    for (bool said = false; !answers(conninfo); said = true) {
        if (clock_ms() + pause_ms > end_ms)
            return false;
        if (!said && waits)
            waits(session);
        clock_sleep(pause_ms);
        pause_ms = pause_ms * 2 < AWAIT_MS_MOST ? pause_ms * 2 : AWAIT_MS_MOST;
    }
    return true;
}

static void say_waiting(Session *session)
{
    session_say(session, "Waiting for the database\n");
}

Db *database_open_patiently(Arena *run, Findings *findings, const char *conninfo,
                            unsigned timeout_ms)
{
    if (timeout_ms > 0)
        await(conninfo, timeout_ms, NULL, NULL);
    return db_open(run, findings, conninfo);
}

bool database_await(Session *session, unsigned timeout_ms)
{
    Database database;

    return database_resolve(session, &database) &&
           (await(database.conninfo, timeout_ms, say_waiting, session) ||
            db_open(session->run, session->findings, database.conninfo));
}
