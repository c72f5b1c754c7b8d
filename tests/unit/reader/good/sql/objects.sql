/* Statements of all kinds; a comment /* in a comment */ ends here. */
create or replace function app.touch() returns trigger language plpgsql as $body$
begin
    return new; -- 'not the end
end
$body$;

create procedure app."Clean up"(days integer default 30, inout left_over bigint)
    language sql begin atomic
    select 1;
    select 2;
end;

-- An aggregate; without arguments.
create aggregate app.every_one(*) (sfunc = int8inc, stype = bigint, initcond = '0');

create trigger "Third" before delete on app.things /* the table */ for each statement
    execute function app.touch();
create policy file_rows on app.things to public using (text <> 'it''s -- no comment' and "heavy" > 0);
create statistics from_file on id, text from app.things;
grant delete on table app.things to app_user;
