#include <modelc.h>

struct PG(table) users {
    int64_t  id    PG(primary key identity);
    bool     live  PG(default yes);
//                            ^~~ M608: cannot use column reference in DEFAULT expression
};
