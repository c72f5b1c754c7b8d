#include <modelc.h>

struct PG(table) users {
    int64_t  id    PG(primary key identity);
    char    *name  PG(default 'it');
    char    *nick  PG(default $a$ never closed);
//                            ^ M108: unterminated string
};
