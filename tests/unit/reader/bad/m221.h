#include <modelc.h>

enum PG(type) mood {
    MOOD_GOOD,
    MOOD_BAD,
    MOOD_FINE PG(label 'good'),
//                     ^~~~~~ M221: label 'good' appears twice in enum 'mood'
    mood_bad,
//  ^~~~~~~~ M221: label 'bad' appears twice in enum 'mood'
};
