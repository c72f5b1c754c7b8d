"""Views and materialized views; their columns are things, so that other views can use them."""

from . import expressions
from .relations import TABLE_PRIVILEGES, all_columns
from .world import Impossible, Thing, Type, flat, joined, quote, register

register("view_column", "table", {}, lambda w, t: [], weight=0)


def sources(world, thing):
    return [other for other in world.of("table", "view", "materialized_view", "partition")
            if other is not thing and thing not in behind(other) and other.fields.get("query", "x") and all_columns(world, other)]


def behind(relation):
    from .world import mentioned

    found = []
    for other in mentioned(relation.fields.get("query") or ()):
        if other.kind in ("view", "materialized_view"):
            found += [other, *behind(other)]
    return found


NUM, TEXT, BIG = Type("int", "num", ["1"]), Type("text", "text", ["'x'"]), Type("bigint", "num", ["1"])


class Output:
    """The columns of a view under construction."""

    def __init__(self, world, view):
        self.world, self.view, self.items = world, view, []
        for old in world.under(view, "view_column"):
            world.things.remove(old)
        self.old = []

    def add(self, text, name, type_):
        if name in [old for _, old, _ in self.items]:
            name = f"{name[:50]}_{len(self.items)}"
        self.items.append((text, name, type_))
        fields = {"type": type_, "collation": None, "generated": None, "identity": None}
        self.world.things.append(Thing("view_column", self.view, name, fields, True))

    def select_list(self):
        return tuple((", " if i else "", text, f" AS {quote(name)}") for i, (text, name, _) in enumerate(self.items))


def simple_query(world, source, output):
    columns = all_columns(world, source)
    for column in world.some(columns, 4):
        output.add(("t.", column), column.name, column.type)
    if world.chance(0.4):
        output.add(world.rng.choice(["count(*) OVER ()", "1::bigint", "(2 + 3) * 4::bigint"]), "extra", BIG)
    if world.chance(0.3):
        numeric = expressions.of_family(columns, "num")
        if numeric:
            c = world.rng.choice(numeric)
            output.add(("CASE WHEN t.", c, " > 1 THEN 'a' ELSE 'b' END"), "case", TEXT)
    query = ["SELECT ", output.select_list(), " FROM ", source, " AS t"]
    if world.chance(0.6):
        query += [" WHERE ", qualified(expressions.test(world, columns))]
    if world.chance(0.2):
        query += [" ORDER BY 1"]
    if world.chance(0.1):
        query += [" LIMIT 10"]
    return tuple(query)


def qualified(text):
    """The same over the alias t."""
    if isinstance(text, Thing) and text.kind in ("column", "view_column"):
        return ("t.", text)
    return tuple(map(qualified, text)) if isinstance(text, (tuple, list)) else text


def group_query(world, source, output):
    column = world.pick(expressions.of_family(all_columns(world, source), "num", "text", "bool", "time", "enum"))
    output.add(("t.", column), column.name, column.type)
    output.add("count(*)", "n", BIG)
    output.add("string_agg('x', ',' ORDER BY 1)", "all", TEXT)
    return ("SELECT ", output.select_list(), " FROM ", source, " AS t GROUP BY t.", column, " HAVING count(*) > 1")


def join_query(world, source, output):
    other = world.pick(sources(world, output.view))
    left, right = world.pick(all_columns(world, source)), world.pick(all_columns(world, other))
    output.add(("a.", left), left.name, left.type)
    output.add(("b.", right), right.name, right.type)
    word = world.rng.choice(["JOIN", "LEFT JOIN", "FULL JOIN"])
    return ("SELECT ", output.select_list(), " FROM ", source, f" AS a {word} ", other, " AS b ON a.", left, "::text = b.", right, "::text")


def union_query(world, source, output):
    column = world.pick(all_columns(world, source))
    output.add(("t.", column, "::text"), column.name, TEXT)
    word = world.rng.choice(["UNION ALL", "UNION", "EXCEPT", "INTERSECT"])
    return ("SELECT ", output.select_list(), " FROM ", source, f" AS t {word} SELECT 'x'::text")


def recursive_query(world, source, output):
    output.add("n", "n", NUM)
    output.add("EXISTS (SELECT 1 FROM {})", "any", Type("boolean", "bool", ["true"]))
    items = ("n AS n, EXISTS (SELECT 1 FROM ", source, ") AS \"any\"")
    return ("WITH RECURSIVE c(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c WHERE n < 5) SELECT ", items, " FROM c")


def lateral_query(world, source, output):
    column = world.pick(all_columns(world, source))
    output.add(("t.", column), column.name, column.type)
    output.add("l.x", "x", TEXT)
    return ("SELECT ", output.select_list(), " FROM ", source, " AS t CROSS JOIN LATERAL (SELECT t.", column, "::text AS x) AS l")


def values_query(world, source, output):
    output.add("v.a", "a", NUM)
    output.add("v.b", "b", TEXT)
    return ("SELECT ", output.select_list(), " FROM (VALUES (1, 'x'), (2, 'it''s')) AS v(a, b)")


def window_query(world, source, output):
    columns = all_columns(world, source)
    column = world.pick(expressions.of_family(columns, "num", "text", "time"))
    output.add(("t.", column), column.name, column.type)
    output.add(("row_number() OVER (PARTITION BY t.", column, " ORDER BY t.", world.pick(expressions.of_family(columns, "num", "text", "time")),
                " DESC NULLS LAST)"), "nr", BIG)
    output.add(("lag(t.", column, ", 1) OVER w IS NOT NULL"), "before", Type("boolean", "bool", ["true"]))
    return ("SELECT ", output.select_list(), " FROM ", source, " AS t WINDOW w AS (ORDER BY t.", column, " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)")


def grouping_query(world, source, output):
    a, b = (world.pick(expressions.of_family(all_columns(world, source), "num", "text", "bool", "time")) for _ in range(2))
    output.add(("t.", a), a.name, a.type)
    output.add(("count(DISTINCT t.", b, ") FILTER (WHERE t.", b, " IS NOT NULL)"), "n", BIG)
    word = world.rng.choice(["ROLLUP (t.{}, t.{})", "GROUPING SETS ((t.{}), (t.{}), ())", "CUBE (t.{}, t.{})"])
    before, middle, after = word.split("{}")
    return ("SELECT ", output.select_list(), " FROM ", source, " AS t GROUP BY ", before, a, middle, b, after)


def call_query(world, source, output):
    """What a function of the schema gives."""
    function = world.pick([f for f in world.of("function") if f.shape == "scalar"])
    output.add((function, "(", "1" if function.family == "num" else "'x'", "::", function.args[0][1], ")"), "called", function.args[0][1])
    return ("SELECT ", output.select_list(), " FROM ", source, " AS t")


QUERIES = [simple_query, simple_query, simple_query, group_query, join_query, union_query, recursive_query, lateral_query, values_query,
           window_query, grouping_query, call_query]


def make_query(world, thing):
    kept = [other for other in world.things]
    output = Output(world, thing)
    try:
        shape = world.rng.choice(QUERIES)
        source = None if shape is values_query else world.pick(sources(world, thing))
        query = shape(world, source, output)
    except Impossible:
        world.things[:] = kept
        raise
    # Others that used the columns of before find new ones or go.
    now = {id(other) for other in world.things}
    for old in kept:
        if id(old) not in now:
            for other in list(world.things):
                if other is not thing and other in world.things:
                    world.forget(other, old)
    return query


def view_options(world, thing):
    if world.chance(0.8):
        return ()
    return tuple(world.some(["security_barrier", "security_invoker = true", "security_barrier = false"], 1))


def first_text(world, thing):
    """A column that can be stored in any way."""
    return next((c for c in world.under(thing, "view_column") if c.type and flat(c.type) == "text"), None)


def view_say(world, thing):
    options = " WITH (" + ", ".join(thing.options) + ")" if thing.options else ""
    yield f"CREATE VIEW {thing.path}{options} AS {flat(thing.query)}{thing.check}"
    column = first_text(world, thing)
    if thing.setting and column:
        yield f"ALTER VIEW {thing.path} ALTER {quote(column.name)} SET DEFAULT 'usual'"
        yield f"COMMENT ON COLUMN {thing.path}.{quote(column.name)} IS 'Has a default.'"


STORED_SETTINGS = ["SET STATISTICS 40", "SET STORAGE EXTERNAL", "SET COMPRESSION pglz", "SET (n_distinct = 5)"]


def materialized_say(world, thing):
    options = f" WITH ({thing.options})" if thing.options else ""
    yield f"CREATE MATERIALIZED VIEW {thing.path}{options} AS {flat(thing.query)}" + (" WITH NO DATA" if thing.empty else "")
    column = first_text(world, thing)
    if thing.setting and column:
        yield f"ALTER MATERIALIZED VIEW {thing.path} ALTER {quote(column.name)} {thing.setting}"


register("view", "schema", {"query": make_query, "options": view_options,
          "check": lambda w, t: w.rng.choice([" WITH CASCADED CHECK OPTION", " WITH LOCAL CHECK OPTION"]) if w.chance(0.05) else "",
          "setting": lambda w, t: w.chance(0.2)},
         view_say,
         weight=7, target=lambda t: "VIEW " + t.path, privileges=TABLE_PRIVILEGES[:4], grant_as="TABLE")
register("materialized_view", "schema",
         {"query": make_query, "options": lambda w, t: "fillfactor = 80" if w.chance(0.2) else None, "empty": lambda w, t: w.chance(0.2),
          "setting": lambda w, t: w.rng.choice(STORED_SETTINGS) if w.chance(0.4) else None},
         materialized_say,
         weight=2, target=lambda t: "MATERIALIZED VIEW " + t.path, privileges=TABLE_PRIVILEGES[:1], grant_as="TABLE")
