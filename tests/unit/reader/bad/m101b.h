#include <modelc.h>

PG_ALSO(extension citext shema app);
//                       ^~~~~ M101: expected 'schema', 'version', 'tables' or the end, found 'shema'; did you mean 'schema'? [fix: schema]
PG_ALSO(extension citext version);
//                              ^ M101: expected a version, found the end
PG_ALSO(naming xx "a");
//             ^~ M101: expected 'postgresql', 'pk', 'uq', 'fk', 'ck', 'ex' or 'ix', found 'xx'; did you mean 'ex'? [fix: ex]
PG_ALSO(naming pk primary);
//                ^~~~~~~ M101: expected a pattern in "…", found 'primary'
PG_ALSO(naming pk "{tabel}_pk");
//                ^~~~~~~~~~~~ M101: expected a pattern of {table}, {columns} and {ref}, found '"{tabel}_pk"'
PG_ALSO(file sql);
//           ^~~ M101: expected a file name in "…", found 'sql'
PG_ALSO(view v select 1);
//             ^~~~~~ M101: expected 'as', found 'select'
PG_ALSO(view v as);
//               ^ M101: expected a query, found the end
PG_ALSO(view v as select 1; select 2);
//                ^~~~~~ M101: expected one query, not several, found 'select'
PG_ALSO(trigger t before update for each row execute function f());
//                              ^~~ M101: expected 'on' and a table, found 'for'
PG_ALSO(grant select to joe);
//                   ^~ M101: expected 'on', found 'to'
PG_ALSO(grant select on function f(int x) to joe);
//                                     ^ M101: expected ',' or ')', found 'x'
PG_ALSO(dropped function f);
//                        ^ M101: expected '(', found the end
PG_ALSO("create view v as select 1" + 2);
//                                  ^ M101: expected the end, found '+'

struct PG(table) users {
    int64_t  id    PG(primary key identity storage plian);
//                                                 ^~~~~ M101: expected 'plain', 'external', 'extended', 'main' or 'default', found 'plian'; did you mean 'plain'? [fix: plain]
    char    *name  PG(compression zip);
//                                ^~~ M101: expected 'pglz', 'lz4' or 'default', found 'zip'
    char    *text  PG(statistics many);
//                               ^~~~ M101: expected a number, found 'many'

    PG_ALSO(partition by ragne (id));
//                       ^~~~~ M101: expected 'range', 'list' or 'hash', found 'ragne'; did you mean 'range'? [fix: range]
    PG_ALSO(partition p for values between 1 and 2);
//                                 ^~~~~~~ M101: expected 'in', 'from' or 'with', found 'between'
    PG_ALSO(partition p of);
//                        ^ M101: expected a partition, found the end
    PG_ALSO(partition p for);
//                      ^~~ M101: expected 'for values' or 'default', found 'for'
    PG_ALSO(replica identity index);
//                           ^~~~~ M101: expected 'full', 'nothing', 'default' or 'using index', found 'index'
    PG_ALSO(policy p as permisive using (true));
//                      ^~~~~~~~~ M101: expected 'permissive' or 'restrictive', found 'permisive'; did you mean 'permissive'? [fix: permissive]
    PG_ALSO(policy p for merge using (true));
//                       ^~~~~ M101: expected 'all', 'select', 'insert', 'update' or 'delete', found 'merge'
    PG_ALSO(policy p using (true) for select);
//                                ^~~ M101: expected 'as', 'for', 'to', 'using', 'with check' or the end, in that order, found 'for'
    PG_ALSO(trigger t before update on users for each row execute function f());
//                                  ^~ M101: expected no table: it is the struct's, found 'on'
    PG_ALSO(statistics s (mvc) on id, name);
//                        ^~~ M101: expected 'ndistinct', 'dependencies' or 'mcv', found 'mvc'; did you mean 'mcv'? [fix: mcv]
    PG_ALSO(grant slect to joe);
//                ^~~~~ M101: expected a privilege, found 'slect'; did you mean 'select'? [fix: select]
    PG_ALSO(grant select, to joe);
//                        ^~ M101: expected a privilege, found 'to'
    PG_ALSO(grant delete (id) to joe);
//                       ^ M101: expected no columns, found '('
    PG_ALSO(grant select to);
//                         ^ M101: expected a role, found the end
    PG_ALSO(with fillfactor = 70);
//               ^~~~~~~~~~ M101: expected '(', found 'fillfactor'
    PG_ALSO(inherits (a,));
//                    ^ M301: there is no table 'a'
//                      ^ M101: expected a table, found ')'
    PG_ALSO(row level security on);
//                             ^~ M101: expected the end, found 'on'
};
