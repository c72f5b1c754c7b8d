#include <modelc.h>

struct PG(view) overview {
//              ^~~~~~~~ M122: view 'overview' has no query; add PG_ALSO(as select ...)
    int64_t id;
};
struct PG(materialized view app.totals with) refused {
//                                     ^~~~ M101: expected 'unlogged', 'renamed from' or the end (everything else goes into PG_ALSO), found 'with'
    int64_t id;
};
struct PG(materialized view app.totals) totals {
//                          ^~~~~~~~~~ M122: view 'totals' has no query; add PG_ALSO(as select ...)
    int64_t id;

    PG_ALSO(index (id));
};
