#include <modelc.h>

PG_ALSO("alter table t add a int");
//       ^~~~~ M603: this statement creates nothing that has a name
PG_ALSO("drop table t");
//       ^~~~ M603: this statement creates nothing that has a name
PG_ALSO("create index on users (id)");
//       ^~~~~~ M603: this statement creates nothing that has a name
PG_ALSO("alter operator family f using btree add operator 1 < (integer, integer)");
//       ^~~~~ M603: no operator family 'f USING btree' is created before this
PG_ALSO(alter index i rename to j);
//      ^~~~~ M603: this statement creates nothing that has a name
PG_ALSO(alter event trigger e rename to f);
//      ^~~~~ M603: this statement creates nothing that has a name
PG_ALSO(alter table t add a int);
//      ^~~~~ M603: this statement creates nothing that has a name
PG_ALSO(renamed function one to uno);
//                              ^~~ M603: no function 'uno' is created by the models
