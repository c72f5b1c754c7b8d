#include <modelc.h>

struct PG(table) users {
    int64_t  id    PG(primary key identity);
    char    *name  PG(default '');
//                            ^~ M107: clang warns about an empty character constant here; write it as a string [fix: "''"]
    char    *nick  PG(default ''::text);
//                            ^~ M107: clang warns about an empty character constant here; write it as a string
};
