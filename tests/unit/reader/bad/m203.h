#include <modelc.h>

#define NAME_MAX 80
struct PG(table) users {
    int64_t id     PG(primary key identity);
    char   *name   PG(varchar(NAME_MAX));
//                            ^~~~~~~~ M203: varchar takes numbers, not 'NAME_MAX' (C macros are not expanded inside PG)
    char   *price  PG(numeric(12, SCALE));
//                                ^~~~~ M203: numeric takes numbers, not 'SCALE' (C macros are not expanded inside PG)
    char   *place  PG(geometry(Point, 4326));
};
