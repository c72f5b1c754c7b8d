#include <modelc.h>

struct PG(table) users {
    int64_t  id     PG(primary key identity);
    char    *name;

    PG_ALSO(partition by range (nmae));
//                              ^~~~ M303: table 'users' has no column 'nmae'; did you mean 'name'? [fix: name]
    PG_ALSO(statistics s on id, naem);
//                              ^~~~ M303: table 'users' has no column 'naem'; did you mean 'name'? [fix: name]
    PG_ALSO(grant select (id, nam) to public);
//                            ^~~ M303: table 'users' has no column 'nam'; did you mean 'name'? [fix: name]
};
struct PG(materialized view) totals {
    int64_t  user_id;

    PG_ALSO(as select id as user_id from users);
    PG_ALSO(unique index (usr_id));
//                        ^~~~~~ M303: table 'totals' has no column 'usr_id'; did you mean 'user_id'? [fix: user_id]
};
