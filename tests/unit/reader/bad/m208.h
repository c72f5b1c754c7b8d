#include <modelc.h>

struct PG(table) users {
    int64_t *id    PG(primary key);
//           ^~ M208: primary key column 'id' cannot be null
};
struct PG(table) posts {
    char  *slug  PG(primary key null);
//                              ^~~~ M208: primary key column 'slug' cannot be null
};
struct PG(table) pairs {
    int64_t  a;
    int64_t *b;
//           ^ M208: primary key column 'b' cannot be null

    PG_ALSO(primary key (a, b));
};
