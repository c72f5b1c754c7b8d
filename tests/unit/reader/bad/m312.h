#include <modelc.h>

struct PG(table) users {
    int64_t   id    PG(primary key identity);
    int64_t  *boss  PG(references users);
//                     ^~~~~~~~~~~~~~~~ M312: foreign key 'boss' has no index
    int64_t  *peer  PG(references users);
    int64_t  *aide  PG(constraint aide_exists references users);
//                     ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ M312: foreign key 'aide_exists' has no index

    PG_ALSO(index (peer, boss));
};
