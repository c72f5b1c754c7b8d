#include <modelc.h>

PG_ALSO(create server files foreign data wrapper file_fdw);
//             ^~~~~~ M121: modelc does not manage 'server'
PG_ALSO(language plscheme);
//      ^~~~~~~~ M121: modelc does not manage 'language'
PG_ALSO(extension citext cascade);
//                       ^~~~~~~ M121: modelc does not manage 'cascade'
PG_ALSO("create table t (a int)");
//              ^~~~~ M121: modelc does not manage 'table'
PG_ALSO("create domain d as text; create table i (id int)");
//              ^~~~~~ M121: modelc does not manage 'domain'
//                                       ^~~~~ M121: modelc does not manage 'table'
PG_ALSO(sequense s);
//      ^~~~~~~~ M121: modelc does not manage 'sequense'; did you mean 'sequence'? [fix: sequence]
PG_ALSO(grant select on all tables in schema app to joe);
//                      ^~~ M121: modelc does not manage 'all'
