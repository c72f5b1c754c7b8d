#include <modelc.h>

struct PG(table) users {
    int64_t  id    PG(primary key identity);
    char    *name  PG(varchar(80) unique);
};
struct PG(table) posts {
    int64_t  id         PG(primary key identity);
    int64_t  reader_id  PG(references users(name));
//           ^~~~~~~~~ M307: column 'reader_id' is bigint but refers to 'users.name', which is varchar(80)
    char    *editor     PG(references users(name));
};
