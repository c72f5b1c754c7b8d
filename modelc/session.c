#include "modelc/session.h"

#include "base/strbuf.h"
#include "modelc/redact.h"

#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const colour_choices[] = {"auto", "always", "never", NULL};

#define NAMING(field, key, what)                                                                   \
    OPTION(GlobalOptions, field, .name = key, .value = "PATTERN", .config = true,                  \
           .config_only = true,                                                                    \
           .help = "default names of " what " with {table}, {columns} and {ref}")

const Option global_options[] = {
    OPTION(GlobalOptions, directory, .name = "directory", .letter = 'C', .value = "DIR",
           .help = "run as if modelc was started in DIR"),
    OPTION(GlobalOptions, config, .name = "config", .value = "FILE", .path = true,
           .env = "MODELC_CONFIG",
           .help = "the project's configuration (default: the nearest modelc.json above)"),
    OPTION(GlobalOptions, database, .name = "database", .value = "URL", .env = "DATABASE_URL",
           .config = true,
           .help = "URL, conninfo string or name of the database (default: the PG* variables, then "
                   "a private development server)"),
    OPTION(GlobalOptions, dev_url, .name = "dev-url", .value = "URL", .env = "MODELC_DEV_URL",
           .config = true,
           .help = "server for scratch databases (default: that of --database where the role may "
                   "create them, then the private development server)"),
    OPTION(GlobalOptions, models, .name = "models", .value = "PATH", .env = "MODELC_MODELS",
           .config = true, .path = true,
           .help = "header, directory or glob of the models; may be repeated (default: models)"),
    OPTION(GlobalOptions, cflags, .name = "cflag", .value = "FLAG", .env = "MODELC_CFLAG",
           .config = true,
           .help = "flag of the C compiler that reads the models, such as -Iinclude or -DWITH_X, "
                   "seen from the project's folder; may be repeated"),
    OPTION(GlobalOptions, include, .name = "include", .value = "PATTERN", .env = "MODELC_INCLUDE",
           .config = true,
           .help = "manage only what matches, such as 'app\\..*' or 'table:app\\.user_.*' (PCRE2, "
                   "path or kind:path); may be repeated"),
    OPTION(GlobalOptions, exclude, .name = "exclude", .value = "PATTERN", .env = "MODELC_EXCLUDE",
           .config = true, .help = "leave alone what matches; may be repeated"),
    OPTION(GlobalOptions, owners, .name = "owners", .env = "MODELC_OWNERS", .config = true,
           .help = "manage who owns what, too"),
    OPTION(GlobalOptions, warn, .name = "warn", .value = "NAME", .letter = 'W',
           .env = "MODELC_WARN", .config = true, .merges = true,
           .help = "tell of a warning, by name or code; -Wno-NAME: do not, -Werror: they are "
                   "errors, -Werror=NAME: that one is; may be repeated"),
    OPTION(GlobalOptions, migrations, .name = "migrations", .value = "DIR",
           .env = "MODELC_MIGRATIONS", .config = true, .path = true,
           .help = "directory of the revisions (default: migrations)"),
    OPTION(GlobalOptions, ledger_schema, .name = "ledger-schema", .value = "SCHEMA",
           .env = "MODELC_LEDGER_SCHEMA", .config = true,
           .help = "schema of the table modelc_revisions (default: public)"),
    OPTION(GlobalOptions, pg_bindir, .name = "pg-bindir", .value = "DIR", .path = true,
           .env = "MODELC_PG_BINDIR", .config = true,
           .help = "where initdb and postgres are, for the development server"),
    OPTION(GlobalOptions, format, .name = "format", .value = "FORMAT", .env = "MODELC_FORMAT",
           .config = true, .choices = format_names,
           .help = "text, json, sarif, github, markdown, or sql for diff (default: text)"),
    OPTION(GlobalOptions, color, .name = "color", .value = "WHEN", .env = "MODELC_COLOR",
           .choices = colour_choices, .help = "auto, always or never (default: auto)"),
    OPTION(GlobalOptions, quiet, .name = "quiet", .letter = 'q', .env = "MODELC_QUIET",
           .help = "say nothing but results and findings"),
    OPTION(GlobalOptions, verbose, .name = "verbose", .letter = 'v', .env = "MODELC_VERBOSE",
           .help = "say more"),
    OPTION(GlobalOptions, no_input, .name = "no-input", .env = "MODELC_NO_INPUT",
           .help = "never ask; end with status 3 instead"),
    OPTION(GlobalOptions, help, .name = "help", .letter = 'h', .help = "print this and end"),
    OPTION(GlobalOptions, version, .name = "version", .help = "print the version and end"),
    NAMING(naming_pk, "naming-pk", "primary keys"),
    NAMING(naming_uq, "naming-uq", "unique constraints"),
    NAMING(naming_fk, "naming-fk", "foreign keys"),
    NAMING(naming_ck, "naming-ck", "checks"),
    NAMING(naming_ex, "naming-ex", "exclusion constraints"),
    NAMING(naming_ix, "naming-ix", "indexes"),
    {.name = NULL},
};

/* Standard output is one JSON document then, and must hold nothing else. */
static bool is_document(const Session *session)
{
    return session->format == FORMAT_JSON || session->format == FORMAT_SARIF;
}

void session_print(Session *session, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vfprintf(is_document(session) ? session->err : session->out, format, args);
    va_end(args);
}

bool session_warnings(Session *session)
{
    size_t errors = session->findings->error_count;

    warnings_apply(&session->warnings, session->findings, session->reported);
    return session->findings->error_count == errors;
}

void session_say(Session *session, const char *format, ...)
{
    va_list args;

    if (session->options->quiet)
        return;
    /* What was printed before must be seen before, also when both streams go to one file. */
    fflush(session->out);
    va_start(args, format);
    vfprintf(session->err, format, args);
    va_end(args);
}

void session_detail(Session *session, const char *format, ...)
{
    va_list args;

    if (!session->options->verbose || session->options->quiet)
        return;
    fflush(session->out);
    va_start(args, format);
    vfprintf(session->err, format, args);
    va_end(args);
}

Json *session_result(Session *session)
{
    if (session->format != FORMAT_JSON)
        return NULL;
    if (!session->result)
        session->result = json_make_object(session->run);
    return session->result;
}

/* A command line or a configuration may quote a URL at its user. */
static void redact_findings(Session *session)
{
    for (size_t i = session->reported; i < session->findings->items.count; i++) {
        Finding *finding = session->findings->items.items[i];

        if (finding->id == FINDING_MC701 || finding->id == FINDING_MC901 ||
            finding->id == FINDING_MC902)
            finding->message = redact_text(session->run, finding->message);
    }
}

void session_report(Session *session)
{
    bool text = session->format == FORMAT_TEXT || session->format == FORMAT_SQL;

    session_warnings(session);

    StrBuf buf = {.arena = session->run};
    Report report = {
        .findings = session->findings,
        .first = session->reported,
        .result = session->result,
        .colour = session->colour_err,
        .summary = !session->options->quiet,
    };

    if (session->reported == 0)
        findings_sort(session->findings);
    redact_findings(session);
    report_write(&buf, session->format, &report);
    session->reported = session->findings->items.count;
    fflush(session->out);
    fputs(strbuf_text(&buf), text ? session->err : session->out);
}

bool session_is_interactive(const Session *session)
{
    return !session->options->no_input && !getenv("CI") && session->format == FORMAT_TEXT &&
           isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

Status session_misuse(Session *session, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    finding_add(session->findings, FINDING_MC901, NO_RANGE, "%s",
                arena_vprintf(session->run, format, args));
    va_end(args);
    return STATUS_USAGE;
}
