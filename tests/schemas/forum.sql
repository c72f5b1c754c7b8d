-- A forum: people, boards, threads, posts in trees, votes, moderation.
create type rank as enum ('guest', 'member', 'moderator', 'admin');
create domain nickname as varchar(30) collate "C" check (value ~ '^[[:alnum:]_.-]{3,}$');
create function tree_depth(path text) returns integer language sql immutable return length(path) - length(replace(path, '.', ''));

create table "User" (
    id serial primary key,
    name nickname not null unique,
    "passwordHash" bytea not null,
    rank rank not null default 'member',
    signature text,
    settings jsonb not null default '{"mails": true, "theme": "dark"}',
    last_seen inet,
    joined timestamp without time zone not null default (now() at time zone 'utc'),
    invited_by integer references "User" on delete set null
);
comment on column "User"."passwordHash" is 'scrypt; never leaves the database';

create table boards (
    id smallserial primary key,
    title text not null unique,
    "order" smallint not null default 32767,
    min_rank rank default 'guest',
    last_thread bigint
);
create table threads (
    id bigserial,
    board smallint not null references boards,
    author integer references "User" on delete set null,
    title varchar(200) not null,
    sticky boolean not null default false,
    locked boolean not null default false,
    views bigint not null default 0,
    created timestamptz not null default now(),
    constraint threads_pk primary key (id),
    constraint title_is_something check (btrim(title) <> '')
);
alter table boards add constraint last_of_board foreign key (last_thread) references threads deferrable initially deferred;
create index threads_of_board on threads (board, sticky desc, created desc);

create table posts (
    id bigserial primary key,
    thread bigint not null references threads on delete cascade,
    parent bigint references posts on delete cascade,
    author integer references "User" on delete set null,
    path text collate "C" not null,
    depth integer generated always as (tree_depth(path)) stored,
    body text not null,
    edited timestamptz,
    ip inet,
    constraint edited_later check (edited is null or edited > '2000-01-01 00:00:00+00'::timestamptz),
    unique (thread, path)
);
create index posts_words on posts using gin (to_tsvector('english'::regconfig, body));
create index posts_recent on posts using brin (id) with (pages_per_range = 32);
create index posts_path on posts (path text_pattern_ops);
create index posts_of_author on posts using hash (author);

create table votes (
    post bigint references posts on delete cascade,
    voter integer references "User" on delete cascade,
    value smallint not null check (value in (-1, 1)),
    at timestamptz not null default now(),
    primary key (post, voter)
);
create unlogged table sessions (
    token uuid primary key,
    "user" integer not null references "User" on delete cascade,
    data jsonb,
    expires timestamptz not null default now() + interval '14 days'
);
create table moderation_log (
    id bigint generated always as identity,
    moderator integer not null,
    action text not null check (action in ('lock', 'unlock', 'move', 'delete', 'ban')),
    target text not null,
    reason text,
    at timestamptz default now()
);
create table private_messages (
    id bigserial primary key,
    sender integer references "User",
    recipients integer[] not null check (cardinality(recipients) between 1 and 20),
    subject text not null default '(no subject)',
    body text not null,
    read_by integer[] not null default array[]::integer[]
);

create function count_views() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        update threads set views = views + 1 where id = new.thread;
    end if;
    return null;
end
$$;
create trigger count_views after insert on posts for each row execute function count_views();
create function protect_log() returns trigger language plpgsql security definer set search_path = pg_catalog, public as
    $$begin raise exception 'the log is for ever' using errcode = 'P0001'; end$$;
create trigger protect before update or delete or truncate on moderation_log for each statement execute function protect_log();
create constraint trigger late after insert or update of body on posts deferrable initially deferred
    for each row when (new.body <> '') execute function count_views();

create view ranking as
    select p.author, u.name::text as name, sum(v.value) as score, rank() over (order by sum(v.value) desc) as place
      from posts p join votes v on v.post = p.id join "User" u on u.id = p.author group by p.author, u.name;
create view thread_list as
    select t.id, t.title, b.title as board, coalesce(u.name::text, '(gone)') as author,
           (select count(*) from posts p where p.thread = t.id) as posts,
           case when t.sticky then 'sticky' when t.locked then 'locked' else 'open' end as state
      from threads t join boards b on b.id = t.board left join "User" u on u.id = t.author;
create function search_posts(words text, most integer default 20) returns setof posts language sql stable rows 20
    as $$ select * from posts where to_tsvector('english'::regconfig, body) @@ plainto_tsquery('english', words) limit most $$;
create procedure purge(before timestamptz) language sql as $$ delete from sessions where expires < before $$;
