#include <modelc.h>

struct PG(table users renamed from users) users {
//                                 ^~~~~ M401: 'users' is renamed from itself
    int64_t  id    PG(primary key identity);
    char    *name  PG(renamed from name);
//                                 ^~~~ M401: 'name' is renamed from itself

    PG_ALSO(index by_name renamed from by_name (name));
//                                     ^~~~~~~ M401: 'by_name' is renamed from itself
};
