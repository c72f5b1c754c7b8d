#include <modelc.h>

struct PG(table) users {
    int64_t  id       PG(primary key identity);
    int64_t  boss_id  PG(references users(id) on delete set default);
//                                            ^~~~~~~~~~~~~~~~~~~~~ M311: 'on delete set default' needs a default, but 'boss_id' has none
    int64_t  fine_id  PG(default 1 references users(id) on delete set default);
};
