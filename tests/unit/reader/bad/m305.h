#include <modelc.h>

struct PG(table) logs {
//               ^~~~ M310: table 'logs' has no primary key
    int64_t at  PG(unique);
};
struct PG(table) lines {
    int64_t id   PG(primary key identity);
    int64_t log  PG(references logs);
//                             ^~~~ M305: table 'logs' has no primary key to refer to; name the columns
};
