#include <modelc.h>

enum PG(type) mood { MOOD_GOOD };
struct PG(table) users {
    int64_t    id    PG(primary key identity collate "C");
//                                                   ^~~ M209: type bigint has no collation
    enum mood  mood  PG(collate "C");
//                              ^~~ M209: type public.mood has no collation
    char      *name  PG(collate "C");
};
