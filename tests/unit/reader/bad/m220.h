#include <modelc.h>

enum PG(type) mood { MOOD_COUNT PG(ignore) };
//            ^~~~ M220: enum 'mood' has no labels
