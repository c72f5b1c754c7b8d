-- A tracker of vehicles: partitions by time and by hash, attached indexes, a view over all.
create schema fleet;
create type fleet.vehicle_kind as enum ('van', 'truck', 'bike');
create type fleet.speed_range as range (subtype = float8, subtype_diff = float8mi);
create collation fleet.by_number (provider = icu, locale = 'en-u-kn-true');

create table fleet.vehicles (
    id integer generated always as identity primary key,
    plate text collate fleet.by_number not null unique,
    kind fleet.vehicle_kind not null default 'van',
    vin char(17) unique,
    meta jsonb,
    decommissioned date
);
create table fleet.positions (
    vehicle integer not null references fleet.vehicles,
    at timestamptz not null,
    place point not null,
    speed real,
    heading smallint check (heading >= 0 and heading < 360),
    raw bytea,
    constraint positions_pk primary key (vehicle, at)
) partition by range (at);
create table fleet.positions_2024 partition of fleet.positions for values from ('2024-01-01 00:00+00') to ('2025-01-01 00:00+00');
create table fleet.positions_2025 partition of fleet.positions for values from ('2025-01-01 00:00+00') to ('2026-01-01 00:00+00');
create table fleet.positions_rest partition of fleet.positions default;
create index positions_at on fleet.positions (at);
create index on fleet.positions using gist (place);

create table fleet.events (
    id bigint not null,
    vehicle integer not null,
    kind text not null,
    payload jsonb not null default '{}'::jsonb,
    primary key (vehicle, id)
) partition by hash (vehicle);
create table fleet.events_0 partition of fleet.events for values with (modulus 2, remainder 0);
create table fleet.events_1 partition of fleet.events for values with (modulus 2, remainder 1);
create index on fleet.events (kind) where kind <> 'noise';

create table fleet.regions (region text not null, day date not null, km numeric(10,1)) partition by list (region);
create table fleet.regions_eu partition of fleet.regions for values in ('de', 'fr', 'it') partition by range (day);
create table fleet.regions_eu_old partition of fleet.regions_eu for values from (minvalue) to ('2025-01-01');
create table fleet.regions_eu_new partition of fleet.regions_eu for values from ('2025-01-01') to (maxvalue);
create table fleet.regions_us partition of fleet.regions for values in ('us', null);

create table fleet.limits (during tsrange, speeds fleet.speed_range not null, kind fleet.vehicle_kind,
    exclude using gist (during with &&, speeds with &&));
create function fleet.latest(integer) returns timestamptz language sql stable as 'select max(at) from fleet.positions where vehicle = $1';
create function fleet.note() returns trigger language plpgsql as $$begin return new; end$$;
create trigger note before insert on fleet.positions for each row execute function fleet.note();
create view fleet.overview as
    select v.plate, v.kind, l.at, l.speed from fleet.vehicles v
      left join lateral (select p.at, p.speed from fleet.positions p where p.vehicle = v.id order by p.at desc limit 1) l on true;
create materialized view fleet.monthly as
    select vehicle, date_trunc('month', at) as month, avg(speed)::numeric(6,2) as speed from fleet.positions group by 1, 2;
create index on fleet.monthly (month);
create aggregate fleet.longest(text) (sfunc = text_larger, stype = text);
