#include <modelc.h>

struct PG(table) orders {
    int64_t         id    PG(primary key identity);
    pg_timestamptz  at    PG(default 'now');
//                                   ^~~~~ M314: 'now' is the moment at which the default is made, the same for all rows; write now()
    pg_date         day   PG(default 'Tomorrow'::date);
//                                   ^~~~~~~~~~~~~~~~ M314: 'Tomorrow'::date is the moment at which the default is made, the same for all rows; write current_date + 1
    char           *word  PG(default 'now');
    pg_timestamptz  fine  PG(default now());
    pg_timestamptz  then  PG(default "'now'::text::timestamptz");
};
