#include <modelc.h>

struct PG(tabel) posts {
//        ^~~~~ M110: a struct is a table, view, materialized view, type or mixin, not 'tabel'; did you mean 'table'? [fix: table]
    int64_t id;
};
struct PG(5) numbers {
//        ^ M110: a struct is a table, view, materialized view, type or mixin, not '5'
    int64_t id;
};
/* A reference to a table that is in error says nothing more. */
struct PG(table) comments {
    int64_t id       PG(primary key identity);
    int64_t post_id  PG(references posts(id));
};
