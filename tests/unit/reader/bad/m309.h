#include <modelc.h>

struct PG(table) users {
    int64_t  id       PG(primary key identity);
    int64_t  boss_id  PG(references users(id) on delete set null);
//                                            ^~~~~~~~~~~~~~~~~~ M309: 'on delete set null' needs a nullable column, but 'boss_id' is not null
    int64_t *fine_id  PG(references users(id) on delete set null);
    int64_t  old_id   PG(references users(id)
                         on update set null);
//                       ^~~~~~~~~~~~~~~~~~ M309: 'on update set null' needs a nullable column, but 'old_id' is not null
};
