#include <modelc.h>

PG_ALSO("insert into users values (1)");
//       ^~~~~~ M605: only definitions can stand here, not 'insert'
PG_ALSO("select 1");
//       ^~~~~~ M605: only definitions can stand here, not 'select'
PG_ALSO(select 1);
//      ^~~~~~ M605: only definitions can stand here, not 'select'
PG_ALSO("create view v as select 1; set search_path = app");
//                                  ^~~ M605: only definitions can stand here, not 'set'
PG_ALSO("do 'begin end'");
//       ^~ M605: only definitions can stand here, not 'do'
