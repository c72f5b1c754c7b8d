#include <modelc.h>

struct PG(table) users {
    int64_t  id    PG(primary key identity);
    pg_jsonb data;

    PG_ALSO(index using ginn (data));
//                      ^~~~ M506: index method 'ginn' is not built in; did you mean 'gin'? [fix: gin]
};
