#include <modelc.h>

struct PG(table) users {
    int64_t id PG(primary key identity);
    int32_t scores[];
//          ^~~~~~ M206: array 'scores' has no size
};
