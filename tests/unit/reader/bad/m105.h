#include <modelc.h>

struct PG(table) users {
    int64_t  id    PG(primary key identity -- the key
//                                         ^~ M105: an SQL comment cannot stand here; use /* */
                  );
    char    *name  PG(check ("name <> 'x' -- why"));
//                                        ^ M105: an SQL comment cannot stand here; use /* */
};
