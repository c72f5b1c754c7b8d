#include <modelc.h>

struct PG(table) users {
    int64_t  id    PG(primary key identity);
    char    *name  PG(varchar(80) unique);
};
struct PG(table) posts {
    int64_t  id         PG(primary key identity);
    int32_t  author_id  PG(references users(id));
//           ^~~~~~~~~ M307: column 'author_id' is integer but refers to 'users.id', which is bigint
    int64_t  reader_id  PG(references users(name));
//           ^~~~~~~~~ M307: column 'reader_id' is bigint but refers to 'users.name', which is varchar(80)
    char    *editor     PG(references users(name));
};
