#include <modelc.h>

struct PG(table) users {
    int64_t  id    PG(primary key identity);
    char    *name;

    PG_ALSO(unique (nmae));
//                  ^~~~ M303: table 'users' has no column 'nmae'; did you mean 'name'? [fix: name]
    PG_ALSO(index (id, nam desc) include (other));
//                     ^~~ M303: table 'users' has no column 'nam'; did you mean 'name'? [fix: name]
    PG_ALSO(foreign key (user) references users);
//                       ^~~~ M303: table 'users' has no column 'user'
    PG_ALSO(exclude using gist (rom with =));
//                              ^~~ M303: table 'users' has no column 'rom'
    PG_ALSO(unique (id) include (idd));
//                               ^~~ M303: table 'users' has no column 'idd'; did you mean 'id'? [fix: id]
    PG_ALSO(index ("naam + 1"));
    PG_ALSO(index (naam));
//                 ^~~~ M303: table 'users' has no column 'naam'; did you mean 'name'? [fix: name]
};
PG_ALSO(sequence numbers owned by users.idd);
//                                      ^~~ M303: table 'users' has no column 'idd'; did you mean 'id'? [fix: id]
