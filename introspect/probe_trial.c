#include "introspect/probe_trial.h"

bool trial_begin(Arena *run, Db *db, const char *mode, DbError *error)
{
    DbError ignored;
    const char *begin = arena_printf(run,
                                     "BEGIN %s; SET LOCAL lock_timeout = '2s';"
                                     " SET LOCAL statement_timeout = '30s'",
                                     mode);

    if (db_run(run, db, begin, error))
        return true;
    db_run(run, db, "ROLLBACK", &ignored);
    return false;
}

bool trial_end(Arena *run, Db *db, DbError *error)
{
    return db_run(run, db, "ROLLBACK", error);
}

void trial_add(Arena *run, Trial *trial, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vec_push(run, &trial->statements, arena_vprintf(run, format, args));
    va_end(args);
}

/* The statements end with a sync, so that the way back runs after a failure as well. */
static bool send_trial(Db *db, const Trial *trial)
{
    bool ok = true;

    for (size_t i = 0; ok && i < trial->statements.count; i++)
        ok = db_pipe_send(db, trial->statements.items[i]);
    return ok && db_pipe_flush(db) && db_pipe_send(db, "ROLLBACK TO SAVEPOINT modelc_trial");
}

static bool take_trial(Arena *run, Db *db, Trial *trial, DbError *error)
{
    const Rows *rows = NULL;

    for (size_t i = 0; i < trial->statements.count; i++) {
        DbError problem;

        rows = db_pipe_take(run, db, &problem);
        if (!rows && !trial->error.message)
            trial->error = problem;
    }
    trial->rows = trial->error.message ? NULL : rows;
    return db_pipe_take(run, db, error) != NULL;
}

bool trial_run(Arena *run, Db *db, Trials *trials, DbError *error)
{
    bool ok = db_pipe_begin(db) && db_pipe_send(db, "SAVEPOINT modelc_trial");

    for (size_t i = 0; ok && i < trials->count; i++)
        ok = send_trial(db, &trials->items[i]);
    if (!ok)
        *error = (DbError){.message = "the connection is closed"};
    ok = ok && db_pipe_take(run, db, error) != NULL;
    for (size_t i = 0; ok && i < trials->count; i++)
        ok = take_trial(run, db, &trials->items[i], error);
    db_pipe_end(db);
    return ok;
}
