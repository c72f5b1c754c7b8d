#include <modelc.h>

struct PG(table renamed from people) users {
    int64_t  id     PG(primary key identity);
    char    *name   PG(renamed from title);
    char    *title2 PG(renamed from title);
//                                  ^~~~~ M402: 'name' and 'title2' are both renamed from 'title'
};
struct PG(table renamed from people) folks {
//                           ^~~~~~ M402: 'users' and 'folks' are both renamed from 'people'
    int64_t  id     PG(primary key identity);
};
