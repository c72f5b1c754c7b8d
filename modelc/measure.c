#include "modelc/measure.h"

#include "base/place.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Weakest first, as pg_locks calls them and as the manual does. */
static const struct {
    const char *mode, *name;
} modes[] = {
    {"AccessShareLock",          "ACCESS SHARE"          },
    {"RowShareLock",             "ROW SHARE"             },
    {"RowExclusiveLock",         "ROW EXCLUSIVE"         },
    {"ShareUpdateExclusiveLock", "SHARE UPDATE EXCLUSIVE"},
    {"ShareLock",                "SHARE"                 },
    {"ShareRowExclusiveLock",    "SHARE ROW EXCLUSIVE"   },
    {"ExclusiveLock",            "EXCLUSIVE"             },
    {"AccessExclusiveLock",      "ACCESS EXCLUSIVE"      },
};

/* oid, name, file, strongest lock of this session; what is dropped is seen by its lock alone. */
static const char probe[] =
    "WITH l AS (SELECT relation AS oid, max(pg_catalog.array_position(ARRAY['AccessShareLock',"
    " 'RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock',"
    " 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'], mode)) AS lock"
    " FROM pg_catalog.pg_locks WHERE locktype = 'relation' AND granted"
    " AND pid = pg_catalog.pg_backend_pid() GROUP BY 1),"
    " c AS (SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,"
    " pg_catalog.pg_relation_filenode(c.oid) AS file FROM pg_catalog.pg_class c"
    " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.relkind IN ('r', 'p', 'm', 'f') AND c.oid >= 16384 AND n.nspname !~ '^pg_'"
    " AND c.relname <> '" LEDGER_TABLE "')"
    " SELECT oid, c.name, c.file, coalesce(l.lock, 0) FROM c FULL JOIN l USING (oid) ORDER BY "
    "c.name";

typedef struct Table {
    const char *name, *file;
    size_t lock; /* held: the number of the mode, from 1; 0: none */
} Table;

static size_t lock_of(const Rows *rows, size_t row)
{
    return strtoul(rows_text(rows, row, 3), NULL, 10);
}

static void compare(Measure *measure, Table *table, const Rows *rows, size_t row, Measured *out)
{
    Arena *run = measure->run;
    const char *file = rows_text(rows, row, 2);
    size_t lock = lock_of(rows, row);

    if (lock > table->lock)
        vec_push(run, &out->locks, ((TakenLock){table->name, modes[lock - 1].name}));
    if (file && table->file && !text_same(file, table->file))
        vec_push(run, &out->rewritten, table->name);
    table->lock = lock;
    if (file)
        table->file = arena_strdup(run, file);
}

static void take(void *context, const Revision *revision, const Step *step,
                 const ScriptStatement *statement, bool alone, const Rows *rows)
{
    Measure *measure = context;
    Arena *run = measure->run;
    /* Another transaction. */
    bool fresh = !step->transactional || (revision->up.split && step != measure->step);
    size_t offset = revision_offset(revision, step, statement->offset);
    Measured one = {
        .line = place_of(revision->text.bytes, revision->text.length, offset).line,
        .sql = arena_strndup(run, statement->sql, strcspn(statement->sql, "\n")),
        .alone = alone,
    };

    measure->step = step;
    for (size_t i = 0; i < rows_count(rows); i++) {
        Table *table = map_get(&measure->tables, rows_text(rows, i, 0));

        if (table && fresh)
            table->lock = 0;
        if (table)
            compare(measure, table, rows, i, &one);
    }
    if (alone || one.locks.count > 0 || one.rewritten.count > 0)
        vec_push(run, &measure->done, one);
}

bool measure_begin(Measure *measure, Arena *run, Runner *runner)
{
    DbError error;
    const Rows *rows = db_query(run, runner->db, probe, NULL, &error);

    *measure = (Measure){.run = run};
    if (!rows) {
        db_report(runner->findings, runner->db, "cannot see what the database holds", &error);
        return false;
    }
    for (size_t i = 0; i < rows_count(rows); i++) {
        Table *table = ARENA_NEW(run, Table);

        *table = (Table){.name = rows_text(rows, i, 1), .file = rows_text(rows, i, 2)};
        if (table->name)
            map_put(run, &measure->tables, rows_text(rows, i, 0), table);
    }
    if (measure->tables.entries.count == 0) /* the question is not for free */
        return true;
    runner->measure = take;
    runner->probe = probe;
    runner->measuring = measure;
    return true;
}

void measure_end(Runner *runner)
{
    runner->measure = NULL;
}

const char *measure_text(Arena *run, const Measured *measured)
{
    StrVec parts = {0};

    for (size_t i = 0; i < measured->locks.count; i++)
        vec_push(run, &parts,
                 arena_printf(run, "%s lock on %s", measured->locks.items[i].mode,
                              measured->locks.items[i].table));
    for (size_t i = 0; i < measured->rewritten.count; i++)
        vec_push(run, &parts, arena_printf(run, "writes %s anew", measured->rewritten.items[i]));
    if (measured->alone)
        vec_push(run, &parts, "outside of a transaction, its locks are not seen");
    return text_join(run, &parts, ", ");
}

Json *measure_json(Arena *run, const MeasuredVec *measured)
{
    Json *array = json_make_array(run);

    for (size_t i = 0; i < measured->count; i++) {
        const Measured *one = &measured->items[i];
        Json *object = json_make_object(run), *locks = json_make_array(run);
        Json *rewritten = json_make_array(run);

        for (size_t k = 0; k < one->locks.count; k++) {
            Json *lock = json_make_object(run);

            json_set_text(lock, "table", one->locks.items[k].table);
            json_set_text(lock, "mode", one->locks.items[k].mode);
            json_add_value(locks, lock);
        }
        for (size_t k = 0; k < one->rewritten.count; k++)
            json_add_text(rewritten, one->rewritten.items[k]);
        json_set_number(object, "line", (long long)one->line);
        json_set_text(object, "statement", one->sql);
        json_set_bool(object, "in_transaction", !one->alone);
        json_set_value(object, "locks", locks);
        json_set_value(object, "rewritten", rewritten);
        json_add_value(array, object);
    }
    return array;
}
