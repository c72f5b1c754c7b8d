#include <modelc.h>

struct PG(table) users {
    char    *id    PG(primary key identity);
//                                ^~~~~~~~ M213: identity needs smallint, integer or bigint, not text
    double   no    PG(generated always as identity);
//                    ^~~~~~~~~ M213: identity needs smallint, integer or bigint, not double precision
    int16_t  fine  PG(identity);
};
