/* Mixins with and without a prefix, and members that have no name. */
#pragma once
#include <modelc.h>

struct PG(mixin) point {
    double  x  PG(default 0 check (x between -90 and 90));
    double  y  PG(constraint y_right check (y > 0 and "y" < y(5) and 'y' <> $$y$$ and x::y > date '2020-01-01' and p.y));
};

struct PG(mixin) place {
    struct point  at      PG(prefix at_);
    char         *x       PG(column "X" renamed from "Y");
    char         *label   PG(generated always as (lower("X") || at_x::text || "X".y::text) stored);
    int64_t      *parent  PG(references regions on delete set null);

    PG_ALSO(index (at_x, lower("X")) where at_y > 0);
    PG_ALSO(unique ("X", parent) include (at_x));
    PG_ALSO(exclude using gist (box(at_x, at_y) with operator(pg_catalog.&&),
                                ("\"X\"") app.ops with operator ( "My" . = )) where (at_x > 0));
    PG_ALSO(dropped column z);
};

/** Where things are. */
struct PG(table unlogged) regions {
    int64_t       id    PG(primary key identity);
    struct place  here  PG(prefix here_);
    struct place *not_here  PG(ignore);
    struct {
        int32_t  inner;  /**< In here. */
        PG_ALSO(index (inner));
    };
    struct point  plain;
    int16_t       low   PG(default 5 check (low > 0) no inherit not valid
                           references lows not deferrable initially immediate not valid);

    PG_ALSO(unique index named (low) tablespace fast);
    PG_ALSO(constraint keys foreign key (low) references lows (low) on delete set default (low) not valid);
};

struct PG(table) lows {
    int16_t  low  PG(default 1 primary key);
};
