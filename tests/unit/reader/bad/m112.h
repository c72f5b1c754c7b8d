#include <modelc.h>

struct PG(table) users {
    int64_t  id     PG(primary key identity);
    int64_t *boss   PG(references users(id) on delete cascde);
//                                                    ^~~~~~ M112: 'on delete' takes cascade, restrict, no action, set null or set default, not 'cascde'; did you mean 'cascade'? [fix: cascade]
    int64_t *deputy PG(references users(id)
                       on update nothing);
//                               ^~~~~~~ M112: 'on update' takes cascade, restrict, no action, set null or set default, not 'nothing'
};
