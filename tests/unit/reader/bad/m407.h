#include <modelc.h>

struct PG(type) address {
    char  *town  PG(renamed from app.place.city);
//                               ^~~~~~~~~~~~~~ M407: a part of a table or a type stays in it; 'renamed from' takes its old name alone
};
struct PG(table) users {
    int64_t  id    PG(primary key identity);
    char    *name  PG(renamed from people.name);
//                                 ^~~~~~~~~~~ M407: a part of a table or a type stays in it; 'renamed from' takes its old name alone
    char    *mail  PG(renamed from "people".);
//                                          ^ M101: expected a name behind the '.', found the end

    PG_ALSO(trigger touch before update for each row execute function suppress_redundant_updates_trigger());
};

PG_ALSO(renamed trigger people.old on users to touch);
//                      ^~~~~~~~~~ M407: a part of a table or a type stays in it; 'renamed from' takes its old name alone
PG_ALSO(renamed trigger old on users to users.touch);
//                                           ^ M101: expected the end, found '.'
