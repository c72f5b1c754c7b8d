#include <modelc.h>

struct PG(table) users {
    int64_t id PG(primary key identity);
    int     flags : 3;
//          ^~~~~ M205: bit-field 'flags' cannot be a column (only bool : 1 can)
    bool    fine : 1;
};
