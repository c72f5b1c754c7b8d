#include <modelc.h>

struct PG(table) logs {
//               ^~~~ M310: table 'logs' has no primary key
    int64_t at;
};
