#include <modelc.h>

struct PG(table) users {
    int64_t id   PG(primary key identity);
    int64_t age  PG(prefix a_);
//                         ^~ M230: prefix needs a field of a mixin type
};
