#include <modelc.h>

struct PG(table) users {
    int64_t  id    PG(primary key identity);
};
struct PG(table) posts {
    int64_t  id         PG(primary key identity);
    int32_t  author_id  PG(references users(id));
//           ^~~~~~~~~ M313: column 'author_id' is integer but refers to 'users.id', which is bigint
};
