#include <modelc.h>

PG_ALSO(view recent as select * form users);
//                              ^ M601: syntax error at or near "form"; the server decides
PG_ALSO(materialized view app.totals as insert into x values (1));
//                                      ^ M601: syntax error at or near "insert"; the server decides
PG_ALSO(function f() returns int langauge sql as 'select 1');
//                               ^ M601: syntax error at or near "langauge"; the server decides
PG_ALSO("create function g() returns int "
        "langauge sql as 'select 1'");
//       ^ M601: syntax error at or near "langauge"; the server decides

struct PG(table) users {
    int64_t  id  PG(primary key identity);

    PG_ALSO(partition p for values from (1) to 2);
//                                             ^ M601: syntax error at or near "2"; the server decides
    PG_ALSO(policy p using (id = = 1));
//                               ^ M601: syntax error at or near "="; the server decides
    PG_ALSO(trigger t before update for each now execute function f());
//                                           ^ M601: syntax error at or near "now"; the server decides
};
struct PG(view) names {
    int64_t  id;

    PG_ALSO(as "select id"
               " form users where");
//                    ^ M601: syntax error at or near "users"; the server decides
};
