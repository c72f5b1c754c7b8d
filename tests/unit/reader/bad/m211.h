#include <modelc.h>

struct PG(mixin) named {
    char *name;
//        ^~~~ M211: column 'name' is already in table 'users'
};
struct PG(table) users {
    int64_t       id    PG(primary key identity);
    char         *name;
    char         *title PG(column id);
//                ^~~~~ M211: column 'id' is already in table 'users'
    struct named  more;
    struct named  fine  PG(prefix more_);
};
