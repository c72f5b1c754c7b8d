#include "introspect/spell.h"

#include "base/text.h"
#include "introspect/probe_trial.h"
#include "introspect/spell_again.h"
#include "introspect/spell_inert.h"
#include "introspect/spell_key.h"
#include "introspect/spell_name.h"
#include "introspect/spell_new.h"
#include "introspect/spell_signature.h"
#include "schema/defined.h"
#include "schema/sql.h"

#include <string.h>

static bool lost(Findings *findings, const Db *db, const DbError *error)
{
    db_report(findings, db, "cannot compare expressions", error);
    return false;
}

/* Whether the revision brings something new that the text names: the server cannot know it yet. */
static bool names_new(Arena *run, const SpellRequest *request, const char *text)
{
    StrVec words = {0}, literals = {0};

    sql_names(run, text, &words, &literals);
    for (KindId id = 0; id < KIND_COUNT; id++) {
        const Map *objects = &request->model->objects[id];

        for (size_t i = 0; kind_of(id)->scope == SCOPE_SCHEMA && i < objects->entries.count; i++) {
            const Object *object = objects->entries.items[i].value;
            const char *name = object_bare_name(run, object);

            if (!schema_find(request->catalog, id, object->path) &&
                (spell_mentions(run, &words, name) || spell_mentions(run, &literals, name)))
                return true;
        }
    }
    return false;
}

/* Classes 42xxx of what is not there: function, type or operator, table. */
static bool is_undefined(const DbError *error)
{
    return text_same(error->sqlstate, "42883") || text_same(error->sqlstate, "42704") ||
           text_same(error->sqlstate, "42P01");
}

static void take_refusals(Arena *run, const SpellUnits *units, SpellRequest *request)
{
    bool labels_change = spell_names_change(request->catalog, request->model);

    for (size_t i = 0; i < units->count; i++) {
        const SpellUnit *unit = &units->items[i];
        const SpellItem *item = &unit->items.items[0];
        const char *text = item->sql ? item->sql->text : item->type->text;
        SpellRefusal refusal = {.object = item->object,
                                .sql = item->sql,
                                .type = item->type,
                                .error = unit->error,
                                .at = unit->refused_at};

        /* Its columns can change with the query that only a whole database spells. */
        if (spell_is_like(spell_relation(item->object)))
            continue;
        /* a new label is no value before the revision ran: different it is all the same */
        if (unit->error.message && !(labels_change && text_same(unit->error.sqlstate, "22P02")) &&
            !(is_undefined(&unit->error) && names_new(run, request, text)))
            vec_push(run, &request->refused, refusal);
    }
}

/* Whether the connection may write and make temporary tables; `*error` when it is lost. */
static bool may_create(Arena *run, Db *db, bool *may, DbError *error)
{
    const Rows *rows = db_query(run, db,
                                "SELECT current_setting('transaction_read_only') = 'off'"
                                " AND has_database_privilege(current_database(), 'TEMP')",
                                NULL, error);

    if (rows)
        *may = text_same(rows_text(rows, 0, 0), "t");
    return rows != NULL;
}

static bool spell_on_server(Arena *run, Db *db, Findings *findings, SpellRequest *request,
                            const SpellWork *work)
{
    DbError error;
    SpellUnits failed = {0};
    bool may = false;
    bool ok = trial_begin(run, db, "", &error) && may_create(run, db, &may, &error);

    if (ok && may)
        ok = spell_create_new(run, db, request->catalog, request->model, &(SpellNew){0}, &error) &&
             spell_ask_inert(run, db, work, &failed, &error);
    if (ok && may) {
        spell_keys(run, work);
        ok = spell_again(run, db, request->catalog, work, &error);
    }

    DbError at_end;

    if (!trial_end(run, db, &at_end) || !ok)
        return lost(findings, db, ok ? &at_end : &error);
    if (!may)
        finding_add(findings, FINDING_MC710, NO_RANGE,
                    "expressions are compared as they are written: no temporary table can be made "
                    "in \"%s\"",
                    db_name(db))
            ->hint = "A difference that is only one of spelling goes away on a connection that may "
                     "write.";
    take_refusals(run, &failed, request);
    return true;
}

bool spell_schema(Arena *run, Db *db, Findings *findings, SpellRequest *request)
{
    SpellWork work = {0};
    DbError error;

    spell_signatures(run, request->catalog, request->model);
    spell_collect(run, request->catalog, request->model, request->all, &work);
    if (work.names.count > 0 && !spell_names(run, db, request->model, &work, &error))
        return lost(findings, db, &error);
    return work.items.count == 0 || spell_on_server(run, db, findings, request, &work);
}
