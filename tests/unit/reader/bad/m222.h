#include <modelc.h>

enum PG(type) mood { MOOD_GOOD, MOOD_BAD };
struct PG(table) users {
    int64_t    id    PG(primary key identity);
    enum mood  a     PG(default MOOD_GODO);
//                              ^~~~~~~~~ M222: 'MOOD_GODO' is not a value of enum 'mood'; did you mean 'MOOD_GOOD'? [fix: MOOD_GOOD]
    enum mood  b     PG(default 'gud');
//                              ^~~~~ M222: 'gud' is not a label of enum 'mood'
    enum mood  c     PG(default MOOD_BAD);
    enum mood  d     PG(default 'bad');
    enum mood *e     PG(default null);
    enum mood  f     PG(default ('b' || 'ad')::mood);
};
