#include "modelc/refusals.h"

#include "base/file.h"
#include "base/text.h"
#include "modelc/reader/fold.h"

#include <ctype.h>
#include <string.h>

/* Places */

static size_t word_end(const Text *text, size_t at)
{
    size_t end = at;

    while (end < text->length &&
           (isalnum((unsigned char)text->bytes[end]) || text->bytes[end] == '_'))
        end++;
    return end > at ? end : at + 1;
}

/* The word at byte `at` of the text, where its author wrote it. */
static Range place_of(Session *session, const Sql *sql, size_t at)
{
    const char *reason;
    Text text;
    Range range;

    if (at == SIZE_MAX || !sql->at.file || !file_read(session->run, sql->at.file, &text, &reason))
        return sql->at;
    range = fold_place(session->run, sql, text.bytes, text.length, at);
    if (range.end == range.begin + 1)
        range.end = word_end(&text, range.begin);
    return range;
}

/* Expressions and types */

static bool is_missing_type(const SpellRefusal *refusal)
{
    return !refusal->sql && text_same(refusal->error.sqlstate, "42704");
}

static Finding *report_type(Session *session, const SpellRefusal *refusal)
{
    Finding *finding = finding_add(session->findings, FINDING_M701, refusal->type->at,
                                   "type '%s' exists neither in the models nor in the database",
                                   refusal->type->text);

    finding->hint = "Correct the name; or say which extension brings it, as in "
                    "PG_ALSO(extension citext).";
    return finding;
}

static Finding *report_text(Session *session, const SpellRefusal *refusal)
{
    const Sql *sql = refusal->sql;
    Finding *finding = finding_add(session->findings, FINDING_M606,
                                   sql ? place_of(session, sql, refusal->at) : refusal->type->at,
                                   "the server does not accept '%s': %s",
                                   sql ? sql->text : refusal->type->text, refusal->error.message);

    finding->hint = refusal->error.hint;
    return finding;
}

bool refusals_report(Session *session, const SpellRefusals *refusals)
{
    bool ok = true;

    for (size_t i = 0; i < refusals->count; i++) {
        const SpellRefusal *refusal = &refusals->items[i];
        bool missing = is_missing_type(refusal);
        Finding *finding = missing ? report_type(session, refusal) : report_text(session, refusal);

        finding->object = refusal->object->path;
        ok = ok && !missing;
    }
    return ok;
}

/* Whole objects */

/* The attribute in whose text the server found the fault, and where there. */
static const Sql *find_text(const Object *object, const Refused *refused, size_t *at)
{
    const Kind *kind = kind_of(object->kind_id);
    size_t fault = text_utf8_offset(refused->sql, refused->error.position);

    for (size_t i = 0; i < kind->attr_count && refused->error.position > 0; i++) {
        const Sql *sql =
            kind->attrs[i].type == ATTR_SQL ? attr_sql(object, &kind->attrs[i]) : &(Sql){0};
        const char *text = sql->text ? strstr(refused->sql, sql->text) : NULL;
        size_t begin = text ? (size_t)(text - refused->sql) : 0;

        if (text && fault >= begin && fault < begin + strlen(sql->text)) {
            *at = fault - begin;
            return sql;
        }
    }
    return NULL;
}

void refused_report(Session *session, const Object *object, const Refused *refused)
{
    size_t at = SIZE_MAX;
    const Sql *sql = find_text(object, refused, &at);
    Finding *finding =
        finding_add(session->findings, FINDING_M606, sql ? place_of(session, sql, at) : object->at,
                    "the server does not accept %s \"%s\": %s", kind_of(object->kind_id)->title,
                    object->path, refused->error.message);

    finding->object = object->path;
    finding->hint = "It was tried in an empty database: what no model declares is not there.";
}

/* Extensions */

static bool is_listed(const Rows *rows, const char *name)
{
    for (size_t i = 0; i < rows_count(rows); i++)
        if (text_same(rows_text(rows, i, 0), name))
            return true;
    return false;
}

bool extensions_check(Session *session, Db *db, const Schema *catalog, const Schema *models)
{
    const Map *wanted = &models->objects[KIND_EXTENSION];
    const Rows *rows = NULL;
    bool ok = true;
    DbError error;

    for (size_t i = 0; i < wanted->entries.count; i++) {
        const Object *extension = wanted->entries.items[i].value;

        if (schema_find(catalog, KIND_EXTENSION, extension->path))
            continue;
        if (!rows)
            rows = db_query(session->run, db, "SELECT name FROM pg_catalog.pg_available_extensions",
                            NULL, &error);
        if (!rows) {
            db_report(session->findings, db, "cannot list the extensions", &error);
            return false;
        }
        if (is_listed(rows, extension->name))
            continue;
        finding_add(session->findings, FINDING_M702, extension->at,
                    "extension '%s' is not available on the server", extension->name)
            ->hint = "Install it on the server, or correct the name.";
        ok = false;
    }
    return ok;
}
