#include <modelc.h>

PG_ALSO("alter table t add a int");
//       ^~~~~~~~~~~~~~~~~~~~~~~ M603: this statement creates nothing that has a name
PG_ALSO("drop table t");
//       ^~~~~~~~~~~~ M603: this statement creates nothing that has a name
PG_ALSO("create index on users (id)");
//       ^~~~~~~~~~~~~~~~~~~~~~~~~~ M603: this statement creates nothing that has a name
PG_ALSO("create cast (text as bytea) without function");
//       ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ M603: this statement creates nothing that has a name
PG_ALSO(alter table t add a int);
//      ^~~~~ M603: this statement creates nothing that has a name
