#include <modelc.h>

struct PG(table) users {
    int64_t id PG(primary key identity);

    PG_ALSO(indx (id));
//          ^~~~ M120: unknown table clause 'indx'; did you mean 'index'? [fix: index]
    PG_ALSO(foregn key (id) references users);
//          ^~~~~~ M120: unknown table clause 'foregn'; did you mean 'foreign'? [fix: foreign]
    PG_ALSO(5);
//          ^ M120: unknown table clause '5'
};
