#include <modelc.h>

enum PG(type) mood { MOOD_GOOD };
enum PG(type mood) temper { TEMPER_BAD };
//           ^~~~ M604: type 'mood' is defined twice
struct PG(type app.address) address { char *street; };
//             ^~~~~~~~~~~ M604: type 'address' is defined twice
typedef char *line PG(domain app.address as text);
struct PG(type mood) feeling { char *word; };
//             ^~~~ M604: type 'mood' is defined twice

PG_ALSO(extension citext);
PG_ALSO(extension "citext");
//                ^~~~~~~~ M604: extension 'citext' is defined twice

struct PG(table) users {
    int64_t  id  PG(primary key identity);

    PG_ALSO(policy own using (true));
    PG_ALSO(trigger touch before update for each row execute function f());
    PG_ALSO(statistics pairs on id, (id + 1));
};
PG_ALSO(policy own on users for select using (true));
//             ^~~ M604: policy 'own' is defined twice
PG_ALSO(trigger touch after delete on users for each row execute function f());
//              ^~~~~ M604: trigger 'touch' is defined twice
PG_ALSO(statistics public.pairs (mcv) on id, (id + 2) from users);
//                 ^~~~~~~~~~~~ M604: statistics 'public.pairs' is defined twice

PG_ALSO(view recent as select 1);
//           ^~~~~~ M604: view 'recent' is defined twice
struct PG(view recent) recent { int64_t id; PG_ALSO(as select 1 as id); };
PG_ALSO(materialized view recent as select 2);
//                        ^~~~~~ M604: materialized view 'recent' is defined twice

PG_ALSO("create function f(a int) returns int language sql as 'select 1';"
        "create function f(a text) returns int language sql as 'select 1';"
        "create function f(b integer) returns int language sql as 'select 1'");
//                       ^ M604: function 'f(integer)' is defined twice
