#include <modelc.h>

typedef struct {
    int64_t id;
} users PG(table);
//         ^~~~~ M109: this PG(...) belongs to nothing; place it after 'struct' or behind the name
