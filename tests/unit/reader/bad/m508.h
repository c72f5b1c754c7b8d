#include <modelc.h>

PG_ALSO(naming ck "ck_{table}_{columns}");

struct PG(table) users {
    int64_t  id  PG(primary key identity);

    PG_ALSO(check (now() > '2020-01-01'));
//          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~ M508: this check needs a name: it mentions no column
    PG_ALSO(constraint late check (now() > '2020-01-01'));
    PG_ALSO(check (id > 0));
};
