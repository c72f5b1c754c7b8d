#include <modelc.h>

#define KEY PG(primary key idntity)
#define STAMPS                                   \
    pg_timestamptz created_at PG(default now()); \
    pg_timestamptz updated_at PG(defualt now())
#define CHECKED(name) PG_ALSO(check (name > and))

struct PG(table) users {
    int64_t id KEY;
//             ^~~ M102: unknown column clause 'idntity'; did you mean 'identity'?
    int32_t age;
    int32_t level PG(default yes);
//                           ^~~ M608: cannot use column reference in DEFAULT expression
    int32_t other PG(default current_user);
    STAMPS;
//  ^~~~~~ M202: 'defualt' is neither a type nor a column clause; did you mean 'default'?
    CHECKED(age);
//  ^~~~~~~~~~~~ M601: syntax error at or near "and"; the server decides
};
