#include <modelc.h>

enum PG(type) mood { MOOD_GOOD };
enum PG(type app.colour) colour { COLOUR_RED };
struct PG(table) users {
    int64_t id       PG(primary key identity);
    char   *name     PG(uniqe);
//                      ^~~~~ M202: 'uniqe' is neither a type nor a column clause; did you mean 'unique'? [fix: unique]
    char   *state    PG(bigintt);
//                      ^~~~~~~ M202: 'bigintt' is neither a type nor a column clause; did you mean 'bigint'? [fix: bigint]
    char   *kind     PG(nullable);
//                      ^~~~~~~~ M202: 'nullable' is neither a type nor a column clause; did you mean 'null'? [fix: null]
    char   *email    PG(server_default 'x');
//                      ^~~~~~~~~~~~~~ M202: 'server_default' is neither a type nor a column clause; did you mean 'default'? [fix: default]
    char   *slug     PG(defalt 'x');
//                      ^~~~~~ M202: 'defalt' is neither a type nor a column clause; did you mean 'default'? [fix: default]
    char   *post     PG(primry key);
//                      ^~~~~~ M202: 'primry' is neither a type nor a column clause; did you mean 'primary key'? [fix: primary]
    char   *temper   PG(moood);
//                      ^~~~~ M202: 'moood' is neither a type nor a column clause; did you mean 'mood'? [fix: mood]
    char   *paint    PG(app.colour);
    char   *mail     PG(citext);
    char   *tree     PG(ltree);
    char   *other    PG(somewhere.typ);
    char   *strange  PG(weatherreport);
};
