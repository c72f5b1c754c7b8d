"""Event triggers, publications, default privileges, operators, casts, text search."""

from . import expressions
from .relations import own_columns
from .world import flat, joined, literal, make_comment, quote, register


def event_function(world, thing):
    return world.rng.choice(["ddl_command_end", "sql_drop", "ddl_command_start", "table_rewrite"])


def event_say(world, thing):
    function = f"{quote('public')}.{quote(thing.name[:50] + '_f')}"
    yield f"CREATE FUNCTION {function}() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end'"
    tags = f" WHEN TAG IN ({thing.tags})" if thing.tags and thing.event != "table_rewrite" else ""
    yield f"CREATE EVENT TRIGGER {quote(thing.name)} ON {thing.event}{tags} EXECUTE FUNCTION {function}()"
    if thing.enabled:
        yield f"ALTER EVENT TRIGGER {quote(thing.name)} {thing.enabled}"


register("event_trigger", "database",
         {"event": event_function, "tags": lambda w, t: w.rng.choice([None, "'DROP TABLE'", "'DROP TABLE', 'DROP VIEW'"]),
          "enabled": lambda w, t: w.rng.choice(["DISABLE", "ENABLE REPLICA", "ENABLE ALWAYS"]) if w.chance(0.3) else None},
         event_say, weight=1, target=lambda t: "EVENT TRIGGER " + quote(t.name))


def publication_tables(world, thing):
    if world.chance(0.2):
        return "ALL TABLES"
    if world.chance(0.2) and world.of("schema"):
        return ("TABLES IN SCHEMA ", tuple((", " if i else "", schema) for i, schema in enumerate(world.some(world.of("schema"), 2))))
    tables = world.some([t for t in world.of("table", "partition") if not t.unlogged], 2)
    schemas = world.some(world.of("schema"), 1) if world.chance(0.15) else []
    return ("TABLE ", tuple((", " if i else "", published(world, table, bool(schemas))) for i, table in enumerate(tables)),
            tuple((", TABLES IN SCHEMA ", schema) for schema in schemas))


def published(world, table, whole):
    """A table, perhaps some of its columns and rows; with schemas beside it all columns."""
    columns = [c for c in own_columns(world, table) if not c.generated]
    part = ("ONLY ", table) if table.kind == "table" and not table.partition_by and world.chance(0.2) else (table,)
    if columns and world.chance(0.3) and not whole:
        chosen = world.some(columns, 2)
        part += (" (", tuple((", " if i else "", column) for i, column in enumerate(chosen)), ")")
    simple = expressions.of_family(columns, "num", "text")
    if simple and world.chance(0.3):
        part += (" WHERE (", world.rng.choice(simple), "::text <> 'x')")
    return part


def publication_with(world, thing):
    options = [f"publish = '{thing.publish}'"] if thing.publish else []
    if thing.via_root:
        options.append("publish_via_partition_root = true")
    if thing.generated and world.version >= 18:
        options.append("publish_generated_columns = stored")
    return f" WITH ({', '.join(options)})" if options else ""


register("publication", "database",
         {"tables": publication_tables, "via_root": lambda w, t: w.chance(0.2), "generated": lambda w, t: w.chance(0.2), 
          "publish": lambda w, t: w.rng.choice([None, "insert", "insert, update", "truncate, delete"])},
         lambda w, t: [f"CREATE PUBLICATION {quote(t.name)} FOR {flat(t.tables)}{publication_with(w, t)}"],
         weight=2, target=lambda t: "PUBLICATION " + quote(t.name))

def default_privileges_say(thing):
    where = "" if thing.everywhere or "SCHEMAS" in thing.privilege else " IN SCHEMA " + quote(thing.parent.name)
    role = thing.role if thing.role == "public" else quote(thing.role)
    if thing.revoke:
        return f"ALTER DEFAULT PRIVILEGES{thing.maker}{where} REVOKE {thing.privilege} FROM {role}"
    option = " WITH GRANT OPTION" if thing.option and role != "public" else ""
    return f"ALTER DEFAULT PRIVILEGES{thing.maker}{where} GRANT {thing.privilege} TO {role}{option}"


register("default_privileges", "schema",
         {"privilege": lambda w, t: w.rng.choice(["SELECT ON TABLES", "USAGE ON SEQUENCES", "INSERT, UPDATE ON TABLES", "EXECUTE ON FUNCTIONS",
                                                  "ALL ON TABLES", "USAGE ON TYPES", "USAGE, CREATE ON SCHEMAS"]),
          "role": lambda w, t: w.rng.choice(["gen_reader", "Gen Writer", "public"]), "revoke": lambda w, t: w.chance(0.15),
          "maker": lambda w, t: " FOR ROLE gen_reader" if t.role != "gen_reader" and w.chance(0.5) else "", "everywhere": lambda w, t: w.chance(0.3),
          "option": lambda w, t: w.chance(0.2)},
         lambda w, t: [default_privileges_say(t)], weight=1, follow={"role": ["maker"]})


def composite_pair(world, thing):
    return world.pick(world.of("composite", "enum"))


def operator_say(world, thing):
    function = f"{quote(thing.parent.name)}.{quote(thing.name[:50] + '_op')}"
    yield (f"CREATE FUNCTION {function}({flat(thing.left)}, {flat(thing.left)}) RETURNS boolean LANGUAGE sql IMMUTABLE"
           f" AS $$ select $1::text = $2::text $$")
    more = ", commutator = " + f"operator({quote(thing.parent.name)}.{thing.symbol})" if thing.commutes else ""
    more += thing.more if thing.commutes else ""
    more += f", negator = operator({quote(thing.parent.name)}.!{thing.symbol})" if thing.negates else ""
    yield (f"CREATE OPERATOR {quote(thing.parent.name)}.{thing.symbol} (leftarg = {flat(thing.left)}, rightarg = {flat(thing.left)},"
           f" function = {function}{more})")
    if thing.note is not None:
        yield f"COMMENT ON OPERATOR {quote(thing.parent.name)}.{thing.symbol} ({flat(thing.left)}, {flat(thing.left)}) IS {literal(thing.note)}"
    if thing.negates:
        yield (f"CREATE OPERATOR {quote(thing.parent.name)}.!{thing.symbol} (leftarg = {flat(thing.left)}, rightarg = {flat(thing.left)},"
               f" function = {function}, negator = operator({quote(thing.parent.name)}.{thing.symbol}))")
    if thing.prefix:
        alone = f"{quote(thing.parent.name)}.{quote(thing.name[:50] + '_op1')}"
        yield (f"CREATE FUNCTION {alone}({flat(thing.left)}) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ select $1 is null $$")
        yield f"CREATE OPERATOR {quote(thing.parent.name)}.{thing.symbol} (rightarg = {flat(thing.left)}, function = {alone})"


register("operator", "schema",
         {"left": composite_pair, "symbol": lambda w, t: w.rng.choice(["===", "~~~", "@@@"]), "commutes": lambda w, t: w.chance(0.5),
          "negates": lambda w, t: w.chance(0.3), "prefix": lambda w, t: w.chance(0.3), "note": make_comment,
          "more": lambda w, t: w.rng.choice(["", ", hashes", ", merges", ", restrict = eqsel, join = eqjoinsel"])},
         operator_say, weight=1)

register("operator_family", "schema", {"method": lambda w, t: w.rng.choice(["btree", "hash"]), "member": lambda w, t: w.chance(0.5)},
         lambda w, t: [f"CREATE OPERATOR FAMILY {t.path} USING {t.method}",
                       *([f"ALTER OPERATOR FAMILY {t.path} USING {t.method} ADD OPERATOR {1 if t.method == 'hash' else 3} = (int4, int8)"]
                         if t.member else [])],
         weight=1, target=lambda t: f"OPERATOR FAMILY {t.path} USING {t.method}")

CLASSES = [("btree", "int4", "OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int4, int4)"),
           ("hash", "text", "OPERATOR 1 =, FUNCTION 1 hashtext(text)")]


def family_for(world, thing):
    fitting = [family for family in world.of("operator_family") if family.method == thing.of_class[0]]
    return world.rng.choice(fitting) if fitting and world.chance(0.5) else None


def class_say(world, thing):
    method, type_, members = thing.of_class
    family = f" FAMILY {thing.family.path}" if thing.family else ""
    yield f"CREATE OPERATOR CLASS {thing.path} FOR TYPE {type_} USING {method}{family} AS {members}"


register("operator_class", "schema", {"of_class": lambda w, t: w.rng.choice(CLASSES), "family": family_for}, class_say,
         weight=1, target=lambda t: f"OPERATOR CLASS {t.path} USING {t.of_class[0]}", follow={"of_class": ["family"]})


def cast_say(world, thing):
    if thing.way == "inout":
        yield f"CREATE CAST ({flat(thing.source)} AS int) WITH INOUT{thing.context}"
        yield from cast_note(thing)
        return
    function = f"{quote(thing.parent.name)}.{quote(thing.name[:50] + '_cast')}"
    yield f"CREATE FUNCTION {function}({flat(thing.source)}) RETURNS int LANGUAGE sql IMMUTABLE AS $$ select 1 $$"
    yield f"CREATE CAST ({flat(thing.source)} AS int) WITH FUNCTION {function}({flat(thing.source)}){thing.context}"
    yield from cast_note(thing)


def cast_note(thing):
    if thing.note is not None:
        yield f"COMMENT ON CAST ({flat(thing.source)} AS int) IS {literal(thing.note)}"


register("cast", "schema",
         {"source": composite_pair, "way": lambda w, t: w.rng.choice(["function", "function", "inout"]), "context": lambda w, t: w.rng.choice(["", " AS ASSIGNMENT", " AS IMPLICIT"]),
          "note": make_comment}, cast_say, weight=1)

DICTIONARIES = ["simple", "simple, stopwords = english", "simple, accept = false", "snowball, language = german",
                "snowball, language = english, stopwords = english", "synonym, synonyms = synonym_sample",
                "synonym, synonyms = synonym_sample, casesensitive = true"]
register("text_search_dictionary", "schema", {"template": lambda w, t: w.rng.choice(DICTIONARIES)},
         lambda w, t: [f"CREATE TEXT SEARCH DICTIONARY {t.path} (template = {t.template})"], weight=1,
         target=lambda t: "TEXT SEARCH DICTIONARY " + t.path)
def configuration_say(world, thing):
    yield f"CREATE TEXT SEARCH CONFIGURATION {thing.path} ({thing.source})"
    if thing.dictionary and thing.source.startswith("copy"):
        yield f"ALTER TEXT SEARCH CONFIGURATION {thing.path} ALTER MAPPING FOR {thing.tokens} WITH {flat(thing.dictionary)}, pg_catalog.simple"
    elif thing.dictionary:
        yield f"ALTER TEXT SEARCH CONFIGURATION {thing.path} ADD MAPPING FOR {thing.tokens} WITH {flat(thing.dictionary)}"
    if thing.dropped and thing.source.startswith("copy"):
        yield f"ALTER TEXT SEARCH CONFIGURATION {thing.path} DROP MAPPING FOR {thing.dropped}"


register("text_search_configuration", "schema",
         {"dictionary": lambda w, t: w.rng.choice([None, *w.of("text_search_dictionary")]),
          "source": lambda w, t: w.rng.choice(["copy = simple", "copy = english", "parser = default"]),
          "tokens": lambda w, t: joined(w.some(["word", "asciiword", "int", "url", "hword_part"], 3)),
          "dropped": lambda w, t: w.rng.choice([None, None, "email", "asciihword, host"])},
         configuration_say,
         weight=1, target=lambda t: "TEXT SEARCH CONFIGURATION " + t.path)
register("text_search_template", "schema", {}, lambda w, t: [f"CREATE TEXT SEARCH TEMPLATE {t.path} (init = dsimple_init, lexize = dsimple_lexize)"],
         weight=1, target=lambda t: "TEXT SEARCH TEMPLATE " + t.path)
register("text_search_parser", "schema", {"headline": lambda w, t: w.chance(0.5)},
         lambda w, t: [f"CREATE TEXT SEARCH PARSER {t.path} (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end,"
                       f" lextypes = prsd_lextype{', headline = prsd_headline' if t.headline else ''})"],
         weight=1, target=lambda t: "TEXT SEARCH PARSER " + t.path)
