#include <modelc.h>

PG_ALSO(naming ix "ix_{table}_{columns}");

struct PG(table) users {
    int64_t  id  PG(primary key identity);

    PG_ALSO(index (('-' || '.')));
//          ^~~~~~~~~~~~~~~~~~~~ M502: this index needs a name
    PG_ALSO(index named (('-' || '+')));
    PG_ALSO(index (lower(id::text)));
};
