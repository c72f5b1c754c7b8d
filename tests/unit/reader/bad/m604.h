#include <modelc.h>

enum PG(type) mood { MOOD_GOOD };
enum PG(type mood) temper { TEMPER_BAD };
//           ^~~~ M604: type 'mood' is defined twice
