#include <modelc.h>

struct PG(table) users {
    int64_t id PG(primary key identity);
};
struct PG(table users) people {
//              ^~~~~ M210: table 'users' is already defined
    int64_t id PG(primary key identity);
};
struct PG(table app.users) app_users {
    int64_t id PG(primary key identity);
};
