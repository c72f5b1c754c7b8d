#include <modelc.h>

PG_ALSO(warn missing-primary-key);
//           ^~~~~~~ M101: expected 'no-' and the name of a warning, found 'missing'
PG_ALSO(warn no-missing-primary-kay);
//           ^~~~~~~~~~~~~~~~~~~~~~ M101: expected a warning, found 'missing-primary-kay'; did you mean 'missing-primary-key'? [fix: no-missing-primary-key]
PG_ALSO(warn no);
//           ^~ M101: expected 'no-' and the name of a warning, found 'no'
PG_ALSO(warn no-unknown-table);
//           ^~~~~~~~~~~~~~~~ M101: expected a warning, but 'unknown-table' is an error
PG_ALSO(warn no-server-default);
//           ^~~~~~~~~~~~~~~~~ M101: expected a warning, but 'server-default' is told of revisions
PG_ALSO(warn no-duplicate-index,);
//                              ^ M101: expected 'no-' and the name of a warning, found the end

struct PG(table) logs {
    int64_t at;

    PG_ALSO(warn);
//              ^ M101: expected 'no-' and the name of a warning, found the end
};
