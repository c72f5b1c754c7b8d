#include <modelc.h>

struct PG(table) orders {
    int64_t         id         PG(primary key);
//                                ^~~~~~~~~~~ M503: a unique constraint of a partitioned table must include 'placed_at'
    pg_timestamptz  placed_at;
    char           *code       PG(unique);
//                                ^~~~~~ M503: a unique constraint of a partitioned table must include 'placed_at'

    PG_ALSO(partition by range (placed_at));
    PG_ALSO(unique (code, placed_at));
};
