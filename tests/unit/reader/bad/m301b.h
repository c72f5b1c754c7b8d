#include <modelc.h>

struct PG(table) users {
    int64_t  id     PG(primary key identity);
};
PG_ALSO(policy p on usrs using (true));
//                  ^~~~ M301: there is no table 'usrs'; did you mean 'users'? [fix: users]
PG_ALSO(trigger t before update on userz for each row execute function f());
//                                 ^~~~~ M301: there is no table 'userz'; did you mean 'users'? [fix: users]
PG_ALSO(grant select on table usesr to joe);
//                            ^~~~~ M301: there is no table 'usesr'; did you mean 'users'? [fix: users]
PG_ALSO(statistics s on a, b from nowhere);
//                                ^~~~~~~ M301: there is no table 'nowhere'
