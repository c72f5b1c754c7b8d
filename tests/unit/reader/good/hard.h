#pragma once
#include <modelc.h>

PG_ALSO(schema app);
PG_ALSO(sequence app.invoice_numbers as bigint start 1000 increment by 1);

/** Where an order stands. */
enum PG(type app.order_status) order_status {
    ORDER_STATUS_NEW,
    ORDER_STATUS_PAID,
    ORDER_STATUS_IN_TRANSIT PG(label 'in transit'),
    ORDER_STATUS_COUNT PG(ignore),
};

/* A string that PostgreSQL compares without case. */
typedef char *email_address PG(citext);

/** A number of cents. */
typedef int64_t cents PG(bigint not null);

/* A C type of the application for an SQL type of an extension. */
typedef struct {
    double low, high;
} number_range PG(numrange);

/* A wrapper can say that it holds a null, a struct that it holds an array. */
typedef struct {
    bool    present;
    int64_t value;
} optional_bigint PG(bigint null);
typedef struct {
    size_t             count;
    enum order_status *items;
} order_statuses PG(app.order_status[]);

struct PG(mixin) timestamps {
    pg_timestamptz  created_at  PG(default now());
    pg_timestamptz  updated_at  PG(default now());  /**< Kept by a trigger. */
};

struct PG(mixin) place {
    double  latitude   PG(check (latitude between -90 and 90));
    double  longitude  PG(check (longitude between -180 and 180));
};

/**
 * People and firms that buy.
 * They may be merged.
 *
 * Never delete one.
 */
struct PG(table app.customers) customers {
    pg_uuid                id           PG(primary key default gen_random_uuid());
    email_address          email        PG(unique);
    char                   name[81]     PG(collate "C" check (name <> ' '));
    int16_t                level        PG(default 1 check (level between 1 and 9));
    char                  *nickname     PG(null default "''" constraint nick_short check (length(nickname) < 30));  /**< What friends say. */
    char                  *initials     PG(generated always as ("left(name, 1)") stored);
    struct place           home         PG(prefix home_);
    struct timestamps      at;
    pg_uuid               *referrer_id  PG(references app.customers on delete set null deferrable initially deferred);
    pg_jsonb               data         PG(default '{}'::jsonb check ("data->>'kind' is distinct from 'x'"));
    char                  *class_       PG(column class null);
    struct customers      *referrer     PG(ignore);
    void                  *cache        PG(ignore);

    PG_ALSO(unique nulls not distinct (name, nickname));
    PG_ALSO(constraint not_self check (referrer_id <> id));
    PG_ALSO(index (lower(name) text_pattern_ops));
    PG_ALSO(unique index customers_class using btree (class desc nulls last, level) include (name) where class is not null);
    PG_ALSO(index using gin (data jsonb_path_ops) with (fastupdate = off) where "data @> '{}'");  /**< For searches. */
    PG_ALSO(dropped column fax);
};

struct PG(table app.orders) orders {
    int64_t            id           PG(generated always as identity (start 100 cache 5));
    pg_timestamptz     placed_at    PG(default now());
    pg_uuid            customer_id  PG(references app.customers(id) on update cascade on delete restrict);
    enum order_status  status       PG(default ORDER_STATUS_NEW);
    enum order_status *previous;
    order_statuses     history      PG(default "'{new}'" renamed from past);
    optional_bigint    legacy_id;
    int32_t            counter      PG(serial);
    cents              total;
    pg_numeric         tax          PG(numeric(12, 4) default 0);
    int32_t            scores[3];
    uint8_t            digest[32];
    pg_text_array      tags         PG(default array['a', 'b']);
    float             *weight;
    uint16_t           port         PG(default 80);
    bool               gift : 1     PG(default case when true then false else true end);
    int64_t            invoice_no   PG(default nextval('app.invoice_numbers'));

    PG_ALSO(primary key (id, placed_at));
    /** Finds the orders of a customer, newest first. */
    PG_ALSO(index (customer_id, placed_at desc));
    PG_ALSO(index using brin (placed_at) with (pages_per_range = 16));
    PG_ALSO(index pending (placed_at) where status in ('new', 'paid'));
    PG_ALSO(check (total >= 0 and (weight is null or weight > 0)));
};

struct PG(table app.bookings) bookings {
    int64_t       id        PG(primary key identity);
    int32_t       room;
    pg_tstzrange  during;
    number_range  price;
    int64_t      *order_id;
    pg_timestamptz *order_placed_at;

    PG_ALSO(constraint no_overlap exclude using gist (room with =, during with &&) where (room > 0));
    PG_ALSO(foreign key (order_id, order_placed_at) references app.orders (id, placed_at) match full on delete cascade);
};

/* Not a table: no PG(...). */
struct helper { int x; };
