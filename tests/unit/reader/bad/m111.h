#include <modelc.h>

  struct PG(table) {
//^~~~~~ M111: an anonymous struct needs a name: PG(table name)
    int64_t id PG(primary key);
};
typedef struct PG(table) {
    int64_t id PG(primary key);
} fine;
