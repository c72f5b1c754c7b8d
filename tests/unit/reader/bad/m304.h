#include <modelc.h>

struct PG(table) members {
    int64_t user_id  PG(primary key);
    int64_t role_id  PG(primary key);
//                      ^~~~~~~~~~~ M304: table 'members' has two primary keys; for a key of several columns write PG_ALSO(primary key (a, b))
};
