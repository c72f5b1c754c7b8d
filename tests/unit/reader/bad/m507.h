#include <modelc.h>

struct PG(table) users {
//               ^~~~~ M507: two objects would be named 'users'; give one a name
    int64_t  id    PG(primary key identity);
//                    ^~~~~~~~~~~ M507: two objects would be named 'users_pkey'; give one a name
    char    *name;
    int32_t  age   PG(check (age > 0) check (age < 200));
//                                    ^~~~~~~~~~~~~~~~~ M507: two objects would be named 'users_age_check'; give one a name

    PG_ALSO(index (name));
    PG_ALSO(index (name) where name <> 'x');
//          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ M507: two objects would be named 'users_name_idx'; give one a name
    PG_ALSO(check (age > id));
    PG_ALSO(check (id > age));
//          ^~~~~~~~~~~~~~~~ M507: two objects would be named 'users_check'; give one a name
    PG_ALSO(index users (id));
//                ^~~~~ M507: two objects would be named 'users'; give one a name
    PG_ALSO(constraint one check (id > 0));
    PG_ALSO(constraint one check (id > 1));
//                     ^~~ M507: two objects would be named 'one'; give one a name
    PG_ALSO(constraint one unique (age));
//                     ^~~ M507: two objects would be named 'one'; give one a name
    PG_ALSO(constraint users_pkey unique (age));
//                     ^~~~~~~~~~ M507: two objects would be named 'users_pkey'; give one a name
    PG_ALSO(trigger one before update for each row execute function suppress_redundant_updates_trigger());
    PG_ALSO(constraint trigger told after update for each row execute function suppress_redundant_updates_trigger());
//                             ^~~~ M507: two objects would be named 'told'; give one a name
    PG_ALSO(constraint told check (id > 2));
};
enum PG(type users) kinds { KINDS_ONE };
PG_ALSO(sequence users_pkey);
PG_ALSO(create constraint trigger users_age_check after update on users for each row execute function suppress_redundant_updates_trigger());
//                                ^~~~~~~~~~~~~~~ M507: two objects would be named 'users_age_check'; give one a name
