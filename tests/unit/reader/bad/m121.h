#include <modelc.h>

PG_ALSO(extension citext);
//      ^~~~~~~~~ M121: modelc does not manage 'extension'
PG_ALSO(create or replace view v as select 1);
//                        ^~~~ M121: modelc does not manage 'view'
PG_ALSO(file "sql/x.sql");
//      ^~~~ M121: modelc does not manage 'file'
PG_ALSO("create function f() returns int language sql as 'select 1'");
//      ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ M121: modelc does not manage 'create function'
PG_ALSO(sequense s);
//      ^~~~~~~~ M121: modelc does not manage 'sequense'; did you mean 'sequence'? [fix: sequence]
PG_ALSO(schema app authorization joe);
//                 ^~~~~~~~~~~~~ M121: modelc does not manage 'authorization'

typedef char *email PG(domain email citext);
//                     ^~~~~~ M121: modelc does not manage 'domain'

struct PG(view) overview {
//        ^~~~ M121: modelc does not manage 'view'
    int64_t id;
};
struct PG(materialized view app.totals) totals {
//        ^~~~~~~~~~~~~~~~~ M121: modelc does not manage 'materialized view'
    int64_t id;
};
struct PG(type) address {
//        ^~~~ M121: modelc does not manage 'type'
    char *street;
};
enum PG(type) color {
    COLOR_RED PG(label 'rouge' renamed from 'rot'),
//                             ^~~~~~~~~~~~ M121: modelc does not manage 'renamed from'
};
struct PG(table app.users renamed from public.users) users {
//                                     ^~~~~~~~~~~~ M121: modelc does not manage 'renamed from' another schema
    int64_t         id       PG(primary key identity);
    email           mail;
    struct address  home;
    char           *name     PG(storage plain);
//                              ^~~~~~~ M121: modelc does not manage 'storage'

    PG_ALSO(partition by range (id));
//          ^~~~~~~~~~~~ M121: modelc does not manage 'partition by'
    PG_ALSO(with (fillfactor = 70));
//          ^~~~ M121: modelc does not manage 'with'
    PG_ALSO(row level security);
//          ^~~~~~~~~~~~~~~~~~ M121: modelc does not manage 'row level security'
    PG_ALSO(policy p using (true));
//          ^~~~~~ M121: modelc does not manage 'policy'
    PG_ALSO(trigger t before update for each row execute function f());
//          ^~~~~~~ M121: modelc does not manage 'trigger'
    PG_ALSO(grant select to public);
//          ^~~~~ M121: modelc does not manage 'grant'
};
