#include "introspect/spell.h"

#include "base/text.h"
#include "introspect/probe_trial.h"
#include "introspect/spell_name.h"
#include "introspect/spell_new.h"
#include "introspect/spell_signature.h"
#include "introspect/spell_unit.h"

#include <string.h>

static bool lost(Findings *findings, const Db *db, const DbError *error)
{
    db_report(findings, db, "cannot compare expressions", error);
    return false;
}

/* Units */

/* Where several texts failed together, each is tried alone. */
static void split_failed(Arena *run, const SpellUnits *units, SpellUnits *single)
{
    for (size_t i = 0; i < units->count; i++) {
        const SpellUnit *unit = &units->items[i];

        for (size_t j = 0; unit->error.message && j < unit->items.count; j++) {
            SpellUnit one = spell_single(run, &unit->items.items[j]);

            vec_push(run, single, one);
        }
    }
}

static void report_refusal(Findings *findings, const SpellUnit *unit)
{
    const SpellItem *item = &unit->items.items[0];
    Finding *finding =
        finding_add(findings, FINDING_M606, item->sql ? item->sql->at : item->type->at,
                    "the server does not accept '%s': %s",
                    item->sql ? item->sql->text : item->type->text, unit->error.message);

    finding->object = arena_strdup(findings->arena, item->object->path);
    finding->hint = arena_strdup(findings->arena, unit->error.hint);
}

static void report_refusals(Findings *findings, const SpellUnits *units, bool labels_change)
{
    for (size_t i = 0; i < units->count; i++) {
        const DbError *error = &units->items[i].error;

        /* a new label is no value before the revision ran: different it is all the same */
        if (error->message && !(labels_change && text_same(error->sqlstate, "22P02")))
            report_refusal(findings, &units->items[i]);
    }
}

static bool spell_work(Arena *run, Db *db, const SpellWork *work, SpellUnits *failed,
                       DbError *error)
{
    SpellUnits units = {0};

    spell_pool(run, work, &units);
    if (!spell_units(run, db, &units, error))
        return false;
    split_failed(run, &units, failed);
    return failed->count == 0 || spell_units(run, db, failed, error);
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

static bool spell_on_server(Arena *run, Db *db, Findings *findings, const Schema *catalog,
                            const Schema *model, const SpellWork *work)
{
    DbError error;
    SpellUnits failed = {0};
    bool may = false;
    bool ok = trial_begin(run, db, "", &error) && may_create(run, db, &may, &error);

    if (ok && may)
        ok = spell_create_new(run, db, catalog, model, &error) &&
             spell_work(run, db, work, &failed, &error);

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
    report_refusals(findings, &failed, spell_names_change(catalog, model));
    return true;
}

bool spell_schema(Arena *run, Db *db, Findings *findings, const Schema *catalog, Schema *model)
{
    SpellWork work = {0};
    DbError error;

    spell_signatures(run, catalog, model);
    spell_collect(run, catalog, model, &work);
    if (work.names.count > 0 && !spell_names(run, db, &work, &error))
        return lost(findings, db, &error);
    return work.items.count == 0 || spell_on_server(run, db, findings, catalog, model, &work);
}
