#include <modelc.h>

struct PG(table) users {
    int64_t  id  PG(primary key identity);

    PG_ALSO(owner to app_owner);
//                   ^~~~~~~~~ M125: the owner of table "public.users" is not managed
};
