#include <modelc.h>

struct PG(table) users {
    int64_t  id     PG(primary key identity);
    int32_t  level  PG(check (level > 0 and and level < 9));
//                                          ^ M601: syntax error at or near "and"; the server decides
    pg_jsonb data   PG(check ("data->>'kind' <> 'x' "
                              "and and data ? 'y'"));
//                                 ^ M601: syntax error at or near "and"; the server decides
    char    *slug   PG(generated always as (lower(name) || ) stored);
//                                                        ^ M601: syntax error at or near ")"; the server decides
    char    *bio    PG(default (1 +));
//                                 ^ M601: syntax error at or near ")"; the server decides
    bool     live   PG(default yes);
//                             ^~~ M608: cannot use column reference in DEFAULT expression

    PG_ALSO(index (id) where level = = 1);
//                                   ^ M601: syntax error at or near "="; the server decides
    PG_ALSO(check (/* a comment */   live   >
//                                           ^ M601: syntax error at or near ")"; the server decides
                   ) );
    PG_ALSO(index ("lower(slug) +"));
//                               ^ M601: syntax error at or near ")"; the server decides
};
