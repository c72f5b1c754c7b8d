#include <modelc.h>

PG_ALSO(file "sql/missing.sql");
//           ^~~~~~~~~~~~~~~~~ M602: cannot read 'sql/missing.sql'
