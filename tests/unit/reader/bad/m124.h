#include <modelc.h>

struct PG(table) users {
    int64_t id PG(primary key identity);

    PG_ALSO("create index on users (id)");
//          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~ M124: a raw statement cannot stand in a struct; move it behind the struct
};
