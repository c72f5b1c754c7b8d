#include <modelc.h>

struct PG(table) users {
    int64_t  id   PG(primary key identity);
    char    *fax;

    PG_ALSO(dropped column fax);
//                         ^~~ M404: column 'fax' is said to be dropped but is declared
    PG_ALSO(dropped column telex);
};
PG_ALSO(dropped table users);
//                    ^~~~~ M404: table 'users' is said to be dropped but is declared
PG_ALSO(dropped table people);
