#include <modelc.h>

struct PG(table) docs {
    int64_t   id    PG(primary key);
    pg_jsonb  body  PG(check (body is json object));
//                                 ^~ M607: 'is json' came with PostgreSQL 16, and modelc knows the SQL of 15; the server decides
    int32_t   n     PG(default 0x1F check (n > 1 and and n < 9));
//                             ^ M607: a number with '_' or in another base came with PostgreSQL 16, and modelc knows the SQL of 15; the server decides
//                                                   ^ M601: syntax error at or near "and"; the server decides
    PG_ALSO(trigger t before update for each row when (new.body is json) execute function suppress_redundant_updates_trigger());
//                                                              ^~ M607: 'is json' came with PostgreSQL 16, and modelc knows the SQL of 15; the server decides
};

PG_ALSO(view items as "select j.a from docs, "
        "json_table(docs.body, '$[*]' columns (a int path '$.a')) as j");
//       ^~~~~~~~~~ M607: 'json_table' came with PostgreSQL 17, and modelc knows the SQL of 15; the server decides
PG_ALSO(view bare as select * from (select id from docs));
//                                 ^ M607: a subquery without a name came with PostgreSQL 16, and modelc knows the SQL of 15; the server decides
PG_ALSO(function f(a text) returns boolean return a is json);
//                                                  ^~ M607: 'is json' came with PostgreSQL 16, and modelc knows the SQL of 15; the server decides
