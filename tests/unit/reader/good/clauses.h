#include <modelc.h>

/* Everything that a file, a struct and a mixin can say besides columns. */
PG_ALSO(schema app);
PG_ALSO(extension hstore schema ext version '1.8');
PG_ALSO(extension "uuid-ossp" with schema pg_catalog);
PG_ALSO(file "sql/objects.sql");
PG_ALSO(dropped view app.old_view);
PG_ALSO(dropped materialized view app.old_totals);
PG_ALSO(dropped function app.old(int, text));
PG_ALSO(dropped extension citext);
PG_ALSO(dropped domain app.old_domain);

/** What a thing weighs. */
typedef double weight PG(domain as real default 0 check (value >= 0));
typedef char *code PG(domain app.code varchar(8) collate "C" null constraint code_upper check ("value = upper(value)") renamed from kode);
typedef int32_t plain PG(domain);
typedef int64_t big PG(domain app.big);

struct PG(type renamed from spot) place {
    double  x  PG(real renamed from abscissa);
    double  y;
    char   *note  PG(collate "C");
};

struct PG(mixin) owned {
    int64_t  owner_id;
    char    *owner_note  PG(storage external statistics 50);

    PG_ALSO(policy own as restrictive for update to app_user, "Admin" using (owner_id = 1) with check (owner_id > 0));
    PG_ALSO(trigger touch after update of owner_id when (old.owner_id <> new.owner_id) execute function app.touch());
    PG_ALSO(statistics pairs (mcv, dependencies) on owner_id, (owner_id + 1));
    PG_ALSO(grant update (owner_note, owner_id) to app_user);
    PG_ALSO(index (owner_id));
};

struct PG(table app.things) things {
    int64_t        id     PG(primary key storage plain compression default statistics -1);
    weight         heavy;
    weight        *light;
    code           code   PG(null);
    struct place   spot;
    big            total  PG(default 1);
    char          *text   PG(storage extended compression lz4);
    struct owned   owned  PG(prefix the_);

    PG_ALSO(with (fillfactor = 70, autovacuum_enabled = false));
    PG_ALSO(tablespace fast);
    PG_ALSO(using heap);
    PG_ALSO(row level security;);
    PG_ALSO(force row level security);
    PG_ALSO(replica identity using index things_pkey);
    PG_ALSO(policy all_rows using (true));
    PG_ALSO(policy public_rows for select to public using (true));
    PG_ALSO(constraint trigger late after insert deferrable initially deferred for each row execute procedure app.touch('x'));
    PG_ALSO(grant all privileges to app_user with grant option);
    PG_ALSO(grant select (heavy) to app_user);
    PG_ALSO(grant select (text, id), insert to group app_user, public);
};

struct PG(table app.events) events {
    int64_t         id;
    int32_t         region;
    pg_timestamptz  at;

    PG_ALSO(partition by list (region));
    PG_ALSO(partition events_eu for values in (1, 2) partition by hash (lower(id::text), at));
    /** Half of them. */
    PG_ALSO(partition app.events_eu_0 of events_eu for values with (modulus 2, remainder 0));
    PG_ALSO(partition events_rest default);
    PG_ALSO(primary key (id, region));
    PG_ALSO(replica identity full);
};

struct PG(table app.special_events unlogged) special_events {
    char *reason;

    PG_ALSO(inherits (app.events));
    PG_ALSO(primary key (id));
    PG_ALSO(replica identity default);
};

/** Things at a glance. */
struct PG(view app.thing_names renamed from names) thing_names {
    int64_t  id;
    char    *text  PG(null);

    PG_ALSO(as "with t as (select * from app.things)"
               " select id, text from t");
    PG_ALSO(with (security_barrier));
    PG_ALSO(trigger change instead of insert for each row execute function app.touch());
    PG_ALSO(grant select (id) to public);
};

PG_ALSO(materialized view app.counts (region, n) using heap with (fillfactor = 80) tablespace fast as select region, count(*) from app.events group by 1 with no data);
PG_ALSO(create or replace view app.checked as select * from app.things where id > 0 with local check option);
PG_ALSO(grant select on app.checked, app.counts to app_user);
PG_ALSO(grant usage on schema app to app_user);
PG_ALSO(grant all on sequence app.numbers to app_user);
PG_ALSO(grant execute on function app.touch() to app_user);
PG_ALSO(grant usage on type app.code, place to app_user);
PG_ALSO(sequence app.numbers;);
/** Adds. */
PG_ALSO("create function app.add(a int, b app.code, out c place[]) language sql as 'select null'");
