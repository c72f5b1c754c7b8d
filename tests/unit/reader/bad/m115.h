#include <modelc.h>

struct users {
//     ^~~~~ M115: struct 'users' has columns with PG(...) but is not PG(table), PG(view), PG(type) or PG(mixin)
    int64_t id PG(primary key identity);
};
struct plain {
    int64_t id;
};
struct clauses {
//     ^~~~~~~ M115: struct 'clauses' has columns with PG(...) but is not PG(table), PG(view), PG(type) or PG(mixin)
    int64_t id;
    PG_ALSO(primary key (id));
};
