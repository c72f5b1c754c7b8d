/* dev: the private development server of the project. */
#include "base/file.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "introspect/devserver.h"
#include "introspect/pgbin.h"
#include "modelc/command.h"
#include "modelc/replay.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* The project is where we stand. */
static const char project[] = ".";

/* Start the server, with the project's database in it. */
static const char *start_database(Session *session, DevServer *server)
{
    bool created = false;
    const char *conninfo;

    if (!devserver_start(session->run, session->findings, project, session->options->pg_bindir,
                         server))
        return NULL;
    conninfo = devserver_database(session->run, session->findings, server, &created);
    if (!conninfo || (created && !replay_revisions(session, conninfo)))
        return NULL;
    return conninfo;
}

/* Unreserved characters of RFC 3986 and the slash, which is common in a query and allowed there. */
static void add_encoded(StrBuf *out, const char *text)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    for (const char *p = text; *p; p++) {
        if (strchr(plain, *p))
            strbuf_addc(out, *p);
        else
            strbuf_addf(out, "%%%02X", (unsigned)(unsigned char)*p);
    }
}

/* The next keyword='value' of a connection string of our own making; false at its end. */
static bool next_pair(Arena *run, const char **text, const char **keyword, const char **value)
{
    StrBuf buf = {.arena = run};
    const char *p = *text + strspn(*text, " ");
    size_t length = strcspn(p, "=");

    if (p[length] == '\0')
        return false;
    *keyword = arena_strndup(run, p, length);
    for (p += length + 2; *p && *p != '\''; p++) {
        if (*p == '\\' && p[1])
            p++;
        strbuf_addc(&buf, *p);
    }
    *value = strbuf_text(&buf);
    *text = *p ? p + 1 : p;
    return true;
}

static bool belongs_in_url(const char *keyword)
{
    static const char *const keywords[] = {"host", "port", "user"};

    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strcmp(keywords[i], keyword) == 0)
            return true;
    return false;
}

/*
 * As a URL, because that is what applications read from DATABASE_URL.  What libpq adds by itself is
 * left out, so that other drivers understand it too.
 */
static const char *make_url(Arena *run, const char *conninfo)
{
    StrBuf query = {.arena = run}, url = {.arena = run};
    const char *keyword, *value;

    strbuf_add(&url, "postgresql:///");
    while (next_pair(run, &conninfo, &keyword, &value)) {
        if (strcmp(keyword, "dbname") == 0) {
            add_encoded(&url, value);
            continue;
        }
        if (!belongs_in_url(keyword))
            continue;
        strbuf_addf(&query, "%c%s=", query.length ? '&' : '?', keyword);
        add_encoded(&query, value);
    }
    strbuf_add(&url, strbuf_text(&query));
    return strbuf_text(&url);
}

static Status print_url(Session *session, const char *conninfo)
{
    Json *result = session_result(session);
    const char *url = conninfo ? make_url(session->run, conninfo) : NULL;

    if (!url)
        return STATUS_ERROR;
    if (result)
        json_set_text(result, "url", url);
    else
        session_print(session, "%s\n", url);
    return STATUS_DONE;
}

static Status run_start(Session *session)
{
    DevServer server;
    const char *conninfo = start_database(session, &server);

    if (conninfo)
        session_say(session, server.started ? "The development server runs now.\n"
                                            : "The development server runs already.\n");
    return print_url(session, conninfo);
}

static Status run_url(Session *session)
{
    DevServer server;

    return print_url(session, start_database(session, &server));
}

static Status run_stop(Session *session)
{
    bool was_running = false;

    if (!devserver_stop(session->run, session->findings, project, &was_running))
        return STATUS_ERROR;
    session_say(session, was_running ? "The development server is stopped.\n"
                                     : "The development server was not running.\n");
    return STATUS_DONE;
}

static Status run_reset(Session *session)
{
    DevServer server;

    if (!devserver_reset(session->run, session->findings, project, session->options->pg_bindir,
                         &server))
        return STATUS_ERROR;
    return print_url(session, start_database(session, &server));
}

static void print_status(Session *session, const DevStatus *status)
{
    if (!status->exists) {
        session_print(session, "no development server was made here yet\n");
        return;
    }
    session_print(session, "server:    PostgreSQL %s, %s", status->version,
                  status->running ? "running" : "stopped");
    if (status->pid)
        session_print(session, " (process %ld)", status->pid);
    session_print(session, "\ndirectory: %s\n", status->home);
    if (status->socket_dir)
        session_print(session, "socket:    %s\n", status->socket_dir);
}

static Status run_status(Session *session)
{
    Json *result = session_result(session);
    DevStatus status;

    if (!devserver_status(session->run, session->findings, project, &status))
        return STATUS_ERROR;
    if (!result) {
        print_status(session, &status);
        return STATUS_DONE;
    }
    json_set_bool(result, "exists", status.exists);
    json_set_bool(result, "running", status.running);
    json_set_text(result, "serverVersion", status.version);
    json_set_text(result, "directory", status.home);
    json_set_text(result, "socket", status.socket_dir);
    return STATUS_DONE;
}

/* psql takes our place, with the operands behind "psql" as its own. */
static Status run_psql(Session *session)
{
    Arena *run = session->run;
    DevServer server;
    const char *conninfo = start_database(session, &server);
    const char *bindir, *program = "psql";
    VEC(char *) words = {0};

    if (!conninfo)
        return STATUS_ERROR;
    bindir = pgbin_find(run, session->findings, session->options->pg_bindir, 0);
    if (!bindir)
        return STATUS_ERROR;
    if (file_exists(path_join(run, bindir, program)))
        program = path_join(run, bindir, program);
    vec_push(run, &words, arena_strdup(run, "psql"));
    vec_push(run, &words, arena_printf(run, "--dbname=%s", conninfo));
    for (size_t i = 1; i < session->operands.count; i++)
        vec_push(run, &words, arena_strdup(run, session->operands.items[i]));
    vec_push(run, &words, NULL);
    fflush(session->out);
    execvp(program, words.items);
    finding_add(session->findings, FINDING_MC704, NO_RANGE, "cannot run psql: %s", strerror(errno));
    return STATUS_ERROR;
}

static const struct {
    const char *name;
    Status (*run)(Session *session);
} actions[] = {
    {"start",  run_start },
    {"stop",   run_stop  },
    {"status", run_status},
    {"url",    run_url   },
    {"reset",  run_reset },
    {"psql",   run_psql  },
};

static Status run(Session *session, const void *args)
{
    const char *word = session->operands.items[0];
    Suggestion suggestion = {.wanted = word};

    (void)args;
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        suggest_offer(&suggestion, actions[i].name);
        if (strcmp(actions[i].name, word) != 0)
            continue;
        if (session->operands.count > 1 && actions[i].run != run_psql)
            return session_misuse(session, "unexpected operand '%s'", session->operands.items[1]);
        return actions[i].run(session);
    }
    return session_misuse(session,
                          "'dev' takes start, stop, status, url, reset or psql, not '%s'%s", word,
                          suggest_text(session->run, &suggestion));
}

const CommandBody dev_command = {
    .about = "  start   start the server; a new database gets all revisions\n"
             "  stop    stop it; the data stays\n"
             "  status  whether it runs and where it is\n"
             "  url     the URL of its database, for DATABASE_URL; starts it\n"
             "  reset   delete its data and start anew\n"
             "  psql    run psql on it: modelc dev psql -- -c 'select 1'\n"
             "\n"
             "It is used when no database is configured, and stops by itself when it is idle.",
    .run = run,
};
