#include <modelc.h>

struct PG(table) pairs {
    int64_t a;
    int64_t b;

    PG_ALSO(primary key (a, b));
};
struct PG(table) lines {
    int64_t id    PG(primary key identity);
    int64_t pair  PG(references pairs);
//                              ^~~~~ M306: 1 column refer to 2
    int64_t more;

    PG_ALSO(foreign key (pair, more) references pairs (a));
//                                              ^~~~~ M306: 2 columns refer to 1
};
