/* What a run over many targets shows: a live table on a terminal, else a line per target. */
#ifndef MODELC_FLEET_TABLE_H
#define MODELC_FLEET_TABLE_H

#include "modelc/fleet.h"

typedef struct FleetTally {
    size_t all, done, same, failed, interrupted, not_begun;
    bool stopping; /* the user has given up */
} FleetTally;

/* Draw the table anew: its head, then the targets that are under way, a line each. */
void fleet_table_draw(const Fleet *fleet, const FleetTally *tally, const StrVec *lines);

/* Take it away, so that a line can be printed. */
void fleet_table_clear(const Fleet *fleet);

/* One target is ready. */
void fleet_table_result(const Fleet *fleet, const Json *result);

/* All are. */
void fleet_table_end(const Fleet *fleet, const FleetTally *tally);

#endif
