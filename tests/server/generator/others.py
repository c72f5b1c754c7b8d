"""Event triggers, publications, default privileges, operators, casts, text search."""

from .relations import all_columns
from .world import Impossible, flat, joined, quote, register


def event_function(world, thing):
    return world.rng.choice(["ddl_command_end", "sql_drop"])


def event_say(world, thing):
    function = f"{quote('public')}.{quote(thing.name[:50] + '_f')}"
    yield f"CREATE FUNCTION {function}() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end'"
    tags = f" WHEN TAG IN ({thing.tags})" if thing.tags else ""
    yield f"CREATE EVENT TRIGGER {quote(thing.name)} ON {thing.event}{tags} EXECUTE FUNCTION {function}()"
    if thing.disabled:
        yield f"ALTER EVENT TRIGGER {quote(thing.name)} DISABLE"


register("event_trigger", "database",
         {"event": event_function, "tags": lambda w, t: w.rng.choice([None, "'DROP TABLE'", "'DROP TABLE', 'DROP VIEW'"]),
          "disabled": lambda w, t: w.chance(0.2)},
         event_say, weight=1, target=lambda t: "EVENT TRIGGER " + quote(t.name))


def publication_tables(world, thing):
    if world.chance(0.2):
        return "ALL TABLES"
    tables = world.some([t for t in world.of("table") if not t.unlogged and not t.partition_by], 2)
    return ("TABLE ", tuple((", " if i else "", table) for i, table in enumerate(tables)))


register("publication", "database",
         {"tables": publication_tables, "publish": lambda w, t: w.rng.choice([None, "insert", "insert, update"])},
         lambda w, t: [f"CREATE PUBLICATION {quote(t.name)} FOR {flat(t.tables)}" + (f" WITH (publish = '{t.publish}')" if t.publish else "")],
         weight=1, target=lambda t: "PUBLICATION " + quote(t.name))

register("default_privileges", "schema",
         {"privilege": lambda w, t: w.rng.choice(["SELECT ON TABLES", "USAGE ON SEQUENCES", "INSERT, UPDATE ON TABLES"]),
          "role": lambda w, t: w.rng.choice(["gen_reader", "Gen Writer"])},
         lambda w, t: [f"ALTER DEFAULT PRIVILEGES IN SCHEMA {quote(t.parent.name)} GRANT {t.privilege} TO {quote(t.role)}"], weight=1)


def composite_pair(world, thing):
    return world.pick(world.of("composite", "enum"))


def operator_say(world, thing):
    function = f"{quote(thing.parent.name)}.{quote(thing.name[:50] + '_op')}"
    yield (f"CREATE FUNCTION {function}({flat(thing.left)}, {flat(thing.left)}) RETURNS boolean LANGUAGE sql IMMUTABLE"
           f" AS $$ select $1::text = $2::text $$")
    more = ", commutator = " + f"operator({quote(thing.parent.name)}.{thing.symbol})" if thing.commutes else ""
    yield (f"CREATE OPERATOR {quote(thing.parent.name)}.{thing.symbol} (leftarg = {flat(thing.left)}, rightarg = {flat(thing.left)},"
           f" function = {function}{more})")


register("operator", "schema",
         {"left": composite_pair, "symbol": lambda w, t: w.rng.choice(["===", "~~~", "@@@"]), "commutes": lambda w, t: w.chance(0.5)},
         operator_say, weight=1)


def cast_say(world, thing):
    function = f"{quote(thing.parent.name)}.{quote(thing.name[:50] + '_cast')}"
    yield f"CREATE FUNCTION {function}({flat(thing.source)}) RETURNS int LANGUAGE sql IMMUTABLE AS $$ select 1 $$"
    yield f"CREATE CAST ({flat(thing.source)} AS int) WITH FUNCTION {function}({flat(thing.source)}){thing.context}"


register("cast", "schema",
         {"source": composite_pair, "context": lambda w, t: w.rng.choice(["", " AS ASSIGNMENT", " AS IMPLICIT"])}, cast_say, weight=1)

register("text_search_dictionary", "schema", {"stop": lambda w, t: w.rng.choice(["", ", stopwords = english"])},
         lambda w, t: [f"CREATE TEXT SEARCH DICTIONARY {t.path} (template = simple{t.stop})"], weight=1,
         target=lambda t: "TEXT SEARCH DICTIONARY " + t.path)
register("text_search_configuration", "schema",
         {"dictionary": lambda w, t: w.rng.choice([None, *w.of("text_search_dictionary")])},
         lambda w, t: [f"CREATE TEXT SEARCH CONFIGURATION {t.path} (copy = simple)",
                       *([f"ALTER TEXT SEARCH CONFIGURATION {t.path} ALTER MAPPING FOR word WITH {flat(t.dictionary)}"] if t.dictionary else [])],
         weight=1, target=lambda t: "TEXT SEARCH CONFIGURATION " + t.path)
