#include <modelc.h>

struct PG(table) users {
    int64_t  id   PG(primary key, identity);
//                              ^ M104: clauses are separated by spaces, as in CREATE TABLE, not by commas [fix: ]
    char    *bio  PG(null, default 'x');
//                       ^ M104: clauses are separated by spaces, as in CREATE TABLE, not by commas [fix: ]
    int64_t  age  PG(default 1, check (age > 0));
//                            ^ M104: clauses are separated by spaces, as in CREATE TABLE, not by commas [fix: ]
};
