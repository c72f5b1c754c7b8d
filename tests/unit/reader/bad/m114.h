#include <modelc.h>

struct PG(table) users {
    int64_t id PG(primary key identity);
    int64_t a, b PG(unique);
//             ^ M114: PG(...) applies to 'b' only; declare one column per line
};
