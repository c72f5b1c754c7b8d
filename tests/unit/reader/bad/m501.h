#include <modelc.h>

struct PG(table) users {
    int64_t  id    PG(primary key identity);
    char    *name;

    PG_ALSO(index by_name (name));
    PG_ALSO(index also_by_name (name));
//          ^~~~~~~~~~~~~~~~~~~~~~~~~ M501: index repeats index 'by_name'
    PG_ALSO(index down_by_name (name desc));
};
