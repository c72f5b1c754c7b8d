#include <modelc.h>

struct PG(table) users {
    int64_t id  PG(primary key identity);
};
struct PG(table) posts {
    int64_t id         PG(primary key identity);
    int64_t author_id  PG(references users(idd));
//                                         ^~~ M302: table 'users' has no column 'idd'; did you mean 'id'? [fix: id]
};
