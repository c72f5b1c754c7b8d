/* Names that PostgreSQL has to quote or to cut, and where objects are found. */
#pragma once
#include <modelc.h>

/** Everything of the shop. */
PG_ALSO(schema "My Shop");
PG_ALSO(create sequence "My Shop"."No." as int increment by -2 minvalue -100 no maxvalue start -1 cache 5 cycle
        owned by "My Shop".a_table_with_quite_a_long_name_indeed_of_some_fifty.another_one);
PG_ALSO(dropped table old.things);
PG_ALSO(dropped schema "Old");

enum PG(type "Mood" renamed from mood) mood {
    MOOD_GOOD PG(label "it's good"),
    BAD_MOOD,
};

struct PG(table "User" renamed from users) users {
    int64_t     id      PG(primary key);
    char       *order   PG(unique);
    char       *grosse  PG(column "größe" null collate app.german);
    enum mood   mood    PG(default BAD_MOOD renamed from temper);
    char       *name    PG(check ("name" <> 'x' and "größe" <> 'y'));

    PG_ALSO(index ("größe", "order" desc));
    PG_ALSO(index ("upper(name) || \"order\""));
};

struct PG(table "My Shop".a_table_with_quite_a_long_name_indeed_of_some_fifty) longish {
    int32_t  a_column_with_a_long_name  PG(serial primary key);
    int64_t  another_one                PG(references "User");
    char    *zz_äääääääääääääääääääääääääää PG(unique);

    PG_ALSO(index (another_one, another_one) include (a_column_with_a_long_name));
};

struct PG(table) b {
    int16_t  a  PG(primary key identity (start 5 increment 1 minvalue 1 maxvalue 32767));
    int64_t *c  PG(references "User"(id) on delete set default default 5);
};

/* Operator classes that are the default need not be said; what an index column is called. */
struct PG(table) searches {
    int32_t      id    PG(primary key);
    char        *name;
    pg_jsonb     data;
    pg_tsvector  words;

    PG_ALSO(index (name text_ops, id pg_catalog.int4_ops desc nulls last));
    PG_ALSO(index patterns (name text_pattern_ops, id asc nulls first));
    PG_ALSO(index using gin (data jsonb_ops));
    PG_ALSO(index using gist (words tsvector_ops (siglen = 32)));
    PG_ALSO(index own using hash (data app.my_ops));
    PG_ALSO(index (lower(id::text), (id::text), (coalesce(id, 1)), (case when id > 0 then 1 end), (array[id])));
    PG_ALSO(index (((id + 1)), ("id"), name collate "C"));
};
