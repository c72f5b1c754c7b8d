#include <modelc.h>

struct PG(table) things {
    int32_t  id  PG(primary key);

    PG_ALSO(enable always trigger touch);
//                                ^~~~~ M620: no model has trigger 'touch'
};

PG_ALSO("comment on view things is 'not a view'");
//                  ^~~~~~~~~~~ M620: no model has object 'view things'
PG_ALSO(alter event trigger watch disable);
//                          ^~~~~ M620: no model has event trigger 'watch'
