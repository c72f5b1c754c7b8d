#include <modelc.h>

struct PG(table) users {
    int64_t  id    PG(primary key identity);
    char    *name  PG(null not null);
//                         ^~~ M103: nullability is given twice
    int64_t  age   PG(default 1 default 2);
//                              ^~~~~~~ M103: the column already has a default, an identity or a generation expression
    int64_t  no    PG(default 1 identity);
//                              ^~~~~~~~ M103: the column already has a default, an identity or a generation expression
    int64_t  sum   PG(generated always as (age + 1) stored default 3);
//                                                         ^~~~~~~ M103: the column already has a default, an identity or a generation expression
    char    *city  PG(collate "C" collate "C");
//                                ^~~~~~~ M103: 'collate' is given twice
    char    *zip   PG(renamed from post renamed from code);
//                                      ^~~~~~~ M103: 'renamed from' is given twice
    char    *tel   PG(using (tel::text) using (tel));
//                                      ^~~~~ M103: 'using' is given twice
    int64_t  boss  PG(references users on delete cascade on delete restrict);
//                                                       ^~ M103: 'on delete' is given twice

    PG_ALSO(unique (name, age, name));
//                             ^~~~ M103: 'name' is given twice
};
