#include <modelc.h>

PG_ALSO(sequence invoice_numbers as bigint begin 5);
//                                         ^~~~~ M113: unknown sequence option 'begin'

struct PG(table) users {
    int64_t  id     PG(primary key identity (strat 5));
//                                           ^~~~~ M113: unknown identity option 'strat'; did you mean 'start'? [fix: start]
    int64_t  no     PG(generated always as identity (as integer));
//                                                   ^~ M113: unknown identity option 'as'
};
