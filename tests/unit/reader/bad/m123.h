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
