#include "introspect/spell_inert.h"

/* The expression of a generated column as a check. */
typedef struct Probe {
    const SpellItem *item;
    Sql sql;
    Element key; /* what is given as the key of an index is tried whatever its type */
    bool calls;  /* something that is not PostgreSQL's own */
} Probe;

typedef VEC(Probe *) Probes;

static void add_probe(Arena *run, const SpellItem *item, Probes *probes, SpellWork *first)
{
    Probe *probe = ARENA_NEW(run, Probe);
    SpellItem as_check = {.object = item->object, .role = ROLE_CONDITION};

    *probe = (Probe){.item = item, .sql = {.text = item->sql->text}};
    as_check.sql = &probe->sql;
    as_check.key = &probe->key;
    as_check.calls = &probe->calls;
    vec_push(run, probes, probe);
    vec_push(run, &first->items, as_check);
}

static void split(Arena *run, const SpellWork *work, Probes *probes, SpellWork *first)
{
    for (size_t i = 0; i < work->items.count; i++) {
        const SpellItem *item = &work->items.items[i];

        if (item->role == ROLE_GENERATED)
            add_probe(run, item, probes, first);
        else
            vec_push(run, &first->items, *item);
    }
}

/* A refusal is one of the generated column. */
static void rename_refused(const Probes *probes, SpellUnits *failed)
{
    for (size_t i = 0; i < failed->count; i++)
        for (size_t j = 0; j < probes->count; j++)
            if (failed->items[i].items.items[0].sql == &probes->items[j]->sql)
                failed->items[i].items.items[0] = *probes->items[j]->item;
}

static bool ask_second(Arena *run, Db *db, const SpellWork *work, SpellUnits *failed,
                       DbError *error)
{
    SpellUnits more = {0};

    if (work->items.count > 0 && !spell_ask(run, db, work, &more, error))
        return false;
    for (size_t i = 0; i < more.count; i++)
        vec_push(run, failed, more.items[i]);
    return true;
}

bool spell_ask_inert(Arena *run, Db *db, const SpellWork *work, SpellUnits *failed, DbError *error)
{
    Probes probes = {0};
    SpellWork first = {.model = work->model}, second = {.model = work->model};

    split(run, work, &probes, &first);
    if (!spell_ask(run, db, &first, failed, error))
        return false;
    rename_refused(&probes, failed);
    for (size_t i = 0; i < probes.count; i++) {
        const Probe *probe = probes.items[i];

        if (probe->calls)
            probe->item->sql->spelled = probe->sql.spelled;
        else if (probe->sql.spelled)
            vec_push(run, &second.items, *probe->item);
    }
    return ask_second(run, db, &second, failed, error);
}
