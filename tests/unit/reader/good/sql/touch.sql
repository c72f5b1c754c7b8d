-- Keeps updated_at; the header takes this file in.
create function app.touch() returns trigger language plpgsql as $$
begin
    -- the time of the transaction
    new.updated_at := now();
    return new;
end
$$;
