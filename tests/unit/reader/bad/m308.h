#include <modelc.h>

struct PG(table) users {
    int64_t  id     PG(primary key identity);
    char    *name;
    char    *email;
    char    *nick;

    PG_ALSO(unique index (email));
    PG_ALSO(unique index (nick) where nick is not null);
};
struct PG(table) posts {
    int64_t  id      PG(primary key identity);
    char    *author  PG(references users(name));
//                                       ^~~~ M308: 'users.name' is neither a primary key nor unique, so nothing can refer to it
    char    *editor  PG(references users(email));
    char    *reader  PG(references users(nick));
//                                       ^~~~ M308: 'users.nick' is neither a primary key nor unique, so nothing can refer to it
};
