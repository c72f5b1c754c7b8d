#include <modelc.h>

struct PG(table) things {
    int32_t  id  PG(primary key);

    PG_ALSO(enable always trigger touch);
//                                ^~~~~ M620: no model has trigger 'touch'
};

struct PG(table) events {
    int32_t  at  PG(primary key);

    PG_ALSO(cluster on evnets_pkey);
//                     ^~~~~~~~~~~ M620: no model has index 'evnets_pkey'
    PG_ALSO(partition events_2 for values from (2) to (3) cluster on events_2_pkey
//                                                                   ^~~~~~~~~~~~~ M620: no model has index 'events_2_pkey'
            replica identity using index events_pkey);
    PG_ALSO(partition by range (at));
    PG_ALSO(partition events_1 for values from (1) to (2));
    PG_ALSO(trigger once_only before insert for each statement execute function touch());
};
PG_ALSO("create function touch() returns trigger language plpgsql as 'begin return new; end'");
PG_ALSO(alter table events_1 disable trigger touch);
//                                           ^~~~~ M620: no model has trigger for each row 'touch'
PG_ALSO(alter table events_1 disable trigger once_only);
//                                           ^~~~~~~~~ M620: no model has trigger for each row 'once_only'

PG_ALSO("comment on view things is 'not a view'");
//                  ^~~~~~~~~~~ M620: no model has object 'view things'
PG_ALSO(alter event trigger watch disable);
//                          ^~~~~ M620: no model has event trigger 'watch'

struct PG(table) parted {
    int32_t  at  PG(primary key);

    PG_ALSO(partition by range (at));
    PG_ALSO(partition parted_1 for values from (1) to (2) partition by range (at));
    PG_ALSO(partition parted_11 of parted_1 for values from (1) to (2));
};
PG_ALSO(alter index parted_11.nothing set (fillfactor = 50));
//                  ^~~~~~~~~~~~~~~~~ M620: no model has index 'nothing'
PG_ALSO(alter index parted.parted_pkey set (fillfactor = 50));
//                  ^~~~~~~~~~~~~~~~~~ M620: no model has index 'parted_pkey'
PG_ALSO(alter index parted_1.parted_pkey set (fillfactor = 50));
//                  ^~~~~~~~~~~~~~~~~~~~ M620: no model has index of a partition without partitions 'parted_pkey'

struct PG(table) found {
    int32_t  id  PG(primary key);

    PG_ALSO(index found_by_id (id));
};
PG_ALSO(alter index found_by_id set (fillfactor = 50));
//                  ^~~~~~~~~~~ M603: what is set of 'found_by_id' stands where it is defined
