#include <modelc.h>

struct PG(mixin) stamps {
    pg_timestamptz created_at;
};
struct PG(table) users {
    int64_t        id  PG(primary key identity);
    struct stamps  at  PG(default now());
//                 ^~ M123: a field of a mixin cannot have a clause other than 'prefix'

    PG_ALSO(as select 1);
//          ^~ M123: a table cannot have 'as'
};
struct PG(view unlogged) busy {
//             ^~~~~~~~ M123: a view cannot have 'unlogged'
    int64_t id;
};
struct PG(view) names {
    int64_t  id    PG(primary key);
//                    ^~~~~~~ M123: a view cannot have 'primary key'
    char    *name  PG(null default 'x');
//                         ^~~~~~~ M123: a view cannot have 'default'

    PG_ALSO(as select id, name from users);
    PG_ALSO(index (id));
//          ^~~~~ M123: a view cannot have 'index'
    PG_ALSO(tablespace fast);
//          ^~~~~~~~~~ M123: a view cannot have 'tablespace'
    PG_ALSO(partition by range (id));
//          ^~~~~~~~~~~~ M123: a view cannot have 'partition by'
    PG_ALSO(row level security);
//          ^~~~~~~~~~~~~~~~~~ M123: a view cannot have 'row level security'
};
struct PG(materialized view) totals {
    int64_t id;

    PG_ALSO(as select id from users);
    PG_ALSO(unique (id));
//          ^~~~~~ M123: a materialized view cannot have 'unique'
    PG_ALSO(trigger t before update for each row execute function f());
//          ^~~~~~~ M123: a materialized view cannot have 'trigger'
};
struct PG(type) address {
    char *street  PG(not null);
//                   ^~~~~~~~ M123: a composite type cannot have 'not null'
    char *city    PG(check (city <> ''));
//                   ^~~~~ M123: a composite type cannot have 'check'
//                                  ^~ M107: clang warns about an empty character constant here; write it as a string

    PG_ALSO(grant select to public);
//          ^~~~~ M123: a composite type cannot have 'grant'
};
struct PG(mixin) parts {
    int64_t id;

    PG_ALSO(partition by hash (id));
//          ^~~~~~~~~~~~ M123: a mixin cannot have 'partition by'
};
struct PG(table unlogged) readings {
    int64_t id PG(primary key);

    PG_ALSO(partition by hash (id));
//                       ^~~~~~~~~ M123: a partitioned table cannot have 'unlogged'
    PG_ALSO(unlogged partition readings_1 for values with (modulus 1, remainder 0));
};
struct PG(table) events {
    int64_t id PG(primary key);

    PG_ALSO(partition by hash (id));
    PG_ALSO(unlogged partition events_1 for values with (modulus 1, remainder 0) partition by hash (id));
//                                                                                            ^~~~~~~~~ M123: a partitioned table cannot have 'unlogged'
};
typedef char *email PG(domain text unique);
//                                 ^~~~~~ M123: a domain cannot have a constraint other than 'check'
typedef int64_t number PG(domain bigint identity);
//                                      ^~~~~~~~ M123: a domain cannot have 'identity'
