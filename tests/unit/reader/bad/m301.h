#include <modelc.h>

struct PG(table) users {
    int64_t id  PG(primary key identity);
};
struct PG(table app.customers) clients {
    int64_t id  PG(primary key identity);
};
struct PG(table) posts {
    int64_t id         PG(primary key identity);
    int64_t author_id  PG(references userz(id)
//                                   ^~~~~ M301: there is no table 'userz'; did you mean 'users'? [fix: users]
                          on delete cascade);
    int64_t client_id  PG(references clients);
//                                   ^~~~~~~ M301: there is no table 'clients'; did you mean 'app.customers'? [fix: app.customers]
    int64_t buyer_id   PG(references customers(id));
//                                   ^~~~~~~~~ M301: there is no table 'customers'; did you mean 'app.customers'? [fix: app.customers]
    int64_t seller_id  PG(references app.custmers(id));
//                                   ^~~~~~~~~~~~ M301: there is no table 'app.custmers'; did you mean 'app.customers'? [fix: app.customers]
    int64_t other_id   PG(references nothing_like_it);
//                                   ^~~~~~~~~~~~~~~ M301: there is no table 'nothing_like_it'
};
PG_ALSO(sequence app.numbers owned by app.custmers.id);
//                                        ^~~~~~~~ M301: there is no table 'app.custmers'; did you mean 'customers'? [fix: customers]
