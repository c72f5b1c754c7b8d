#include "modelc/targets.h"

#include "base/file.h"
#include "base/text.h"
#include "modelc/database.h"
#include "modelc/redact.h"
#include "schema/sql.h"

#include <string.h>

static bool is_known(const TargetDatabases *targets, const char *conninfo)
{
    for (size_t i = 0; i < targets->count; i++)
        if (strcmp(targets->items[i].conninfo, conninfo) == 0)
            return true;
    return false;
}

static void add_schema(Session *session, Db *db, const char *schema, TargetDatabases *out)
{
    Arena *run = session->run;
    const char *path = arena_printf(run, "%s, public", sql_ident(run, schema));
    TargetDatabase target = {
        .name = arena_printf(run, "%s %s", db_address(db), schema),
        .conninfo = db_conninfo_path(run, db, path),
        .schema = schema,
    };

    if (!is_known(out, target.conninfo))
        vec_push(run, out, target);
}

static bool add_schemas(Session *session, const char *conninfo, const char *pattern,
                        TargetDatabases *out)
{
    static const char sql[] = "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname LIKE $1"
                              " AND nspname !~ '^pg_' AND nspname <> 'information_schema'"
                              " ORDER BY nspname COLLATE \"C\"";
    Db *db = db_open(session->run, session->findings, conninfo);
    StrVec parameters = {0};
    DbError error;
    const Rows *rows;

    if (!db)
        return false;
    vec_push(session->run, &parameters, pattern);
    rows = db_query(session->run, db, sql, &parameters, &error);
    if (!rows)
        db_report(session->findings, db, "cannot list the schemas", &error);
    else if (!strpbrk(pattern, "%_"))
        add_schema(session, db, pattern, out);
    else
        for (size_t i = 0; i < rows_count(rows); i++)
            add_schema(session, db, rows_text(rows, i, 0), out);
    db_close(db);
    return rows != NULL;
}

static bool add_line(Session *session, const char *text, TargetDatabases *out)
{
    static const char word[] = " schemas=";
    const char *line = database_conninfo(session->run, text);
    const char *pattern = strstr(line, word);
    TargetDatabase target = {.name = redact_text(session->run, line), .conninfo = line};

    if (pattern)
        return add_schemas(session, arena_strndup(session->run, line, (size_t)(pattern - line)),
                           pattern + strlen(word), out);
    if (!is_known(out, line))
        vec_push(session->run, out, target);
    return true;
}

static bool refuse(Session *session, Range at, const char *message)
{
    finding_add(session->findings, FINDING_MC726, at, "%s", message)->hint =
        "Write a URL per line; schemas=PATTERN behind it means each schema of that name.";
    return false;
}

/* Without blanks around and without a comment; a # inside of a URL stays. */
static const char *clean(Arena *run, const char *line, size_t length)
{
    while (length > 0 && strchr(" \t\r", line[length - 1]))
        length--;
    while (length > 0 && strchr(" \t", *line)) {
        line++;
        length--;
    }
    return length == 0 || *line == '#' ? NULL : arena_strndup(run, line, length);
}

/* Some editors begin a file with it. */
static const char byte_order_mark[] = "\xEF\xBB\xBF";

static bool read_file(Session *session, const char *file, TargetDatabases *out)
{
    const char *reason;
    Text text;

    if (!file_read(session->run, file, &text, &reason))
        return refuse(session, (Range){.file = file},
                      arena_printf(session->run, "cannot read \"%s\": %s", file, reason));
    for (size_t at = text_starts(text.bytes, byte_order_mark) ? strlen(byte_order_mark) : 0;
         at < text.length;) {
        size_t length = strcspn(text.bytes + at, "\n");
        const char *line = clean(session->run, text.bytes + at, length);

        if (line && !add_line(session, line, out))
            return false;
        at += length + 1;
    }
    return true;
}

bool targets_read(Session *session, const char *file, const char *schemas, TargetDatabases *out)
{
    Database database;
    bool ok;

    *out = (TargetDatabases){0};
    if (file)
        ok = read_file(session, file, out);
    else
        ok = database_resolve(session, &database) &&
             add_schemas(session, database.conninfo, schemas, out);
    if (ok && out->count == 0)
        return refuse(session, (Range){.file = file}, "there are no targets");
    return ok;
}
