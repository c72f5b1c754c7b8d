"""Types and expressions.  An expression is a tuple of texts and things, see world.flat()."""

from .world import Impossible, Type

NUMBERS = ["0", "1", "42", "-7", "3 + 4", "(2 * 3)", "abs(-5)", "100::int"]
TEXTS = ["'x'", "''", "'it''s'", "'a' || 'b'", "upper('y')", "'größe 🙂'", "E'a\\\\b\\nc'", "'{\"k\": 1}'", "lower('Q')", "'a;b'"]

# SQL, family, literals
BASIC = [
    ("int", "num", NUMBERS), ("bigint", "num", NUMBERS), ("smallint", "num", ["1", "2"]), ("numeric", "num", ["1.50", "0", "-2.5"]),
    ("numeric(10,2)", "num", ["1.5", "0", "1e3"]), ("double precision", "num", ["1.5", "0", "'NaN'"]), ("real", "num", ["0.5"]),
    ("text", "text", TEXTS), ("text", "text", TEXTS), ("varchar(20)", "text", ["'x'", "'it''s'", "'a'::varchar"]),
    ("varchar", "text", TEXTS), ("char(3)", "text", ["'abc'", "'a'"]), ("name", "other", ["'n'"]), ("\"char\"", "other", ["'c'"]),
    ("boolean", "bool", ["true", "false", "(not true)", "(1 = 1)"]),
    ("date", "time", ["'2024-02-29'", "current_date", "date '2020-01-01'"]),
    ("timestamp", "time", ["now()", "'2024-01-01 10:00'", "current_timestamp", "localtimestamp"]),
    ("timestamptz", "time", ["now()", "current_timestamp", "'epoch'", "clock_timestamp()"]), ("timestamp(3)", "time", ["now()"]),
    ("timestamptz(0)", "time", ["now()"]), ("time", "other", ["'10:00'", "localtime"]), ("timetz", "other", ["'10:00+02'"]),
    ("interval", "other", ["'1 day'", "interval '2 hours'"]), ("interval day to second(3)", "other", ["'1 day'"]),
    ("uuid", "other", ["gen_random_uuid()"]), ("jsonb", "json", ["'{}'", "'[]'::jsonb", "'{\"a\": [1, null]}'", "jsonb_build_object('a', 1)"]),
    ("json", "other", ["'{}'"]), ("bytea", "other", ["'\\xdead'", "'\\x'"]), ("inet", "other", ["'10.0.0.1'"]), ("cidr", "other", ["'10.0.0.0/8'"]),
    ("macaddr", "other", ["'08:00:2b:01:02:03'"]), ("bit(4)", "other", ["B'1010'"]), ("varbit(8)", "other", ["'101'"]), ("varbit", "other", ["B'1'"]),
    ("point", "other", ["'(1,2)'"]), ("box", "other", ["'(1,2),(3,4)'"]), ("int4range", "range", ["'[1,5)'", "int4range(1, 5)", "'empty'"]),
    ("tstzrange", "range", ["'(,)'"]), ("int4multirange", "other", ["'{}'"]), ("tsvector", "other", ["'a b'", "to_tsvector('simple', 'a')"]),
    ("oid", "other", ["1"]), ("xml", "other", ["'<a/>'"]), ("money", "other", ["'1.5'"]), ("regclass", "other", ["'pg_class'"]),
    ("int[]", "ints", ["'{}'", "array[1,2]", "'{1,2}'::int[]"]), ("text[]", "texts", ["'{}'", "array['a','b']::text[]", "'{\"a b\",c}'"]),
    ("varchar(20)[]", "texts", ["'{}'"]), ("numeric(5,1)[][]", "other", ["'{}'"]), ("date[]", "other", ["'{}'"]), ("jsonb[]", "other", ["'{}'"]),
]


def basic_type(rng):
    return Type(*rng.choice(BASIC))


def any_type(world, simple=0.75):
    """One of PostgreSQL's own, or one of the schema's, perhaps an array of it."""
    own = world.of("enum", "domain", "composite", "range")
    if not own or world.chance(simple):
        return basic_type(world.rng)
    chosen = world.rng.choice(own)
    if world.chance(0.2):
        return Type((chosen, "[]"), "other", ["'{}'"])
    return type_of(chosen)


def type_of(thing):
    if thing.kind == "enum":
        return Type((thing,), "enum", [label_literal(label) for label in thing.labels])
    if thing.kind == "domain":
        return Type((thing,), thing.type.family, thing.type.values)
    return Type((thing,), "other", ["null"])


def label_literal(label):
    from .world import literal

    return literal(label)


def of_family(columns, *families):
    return [column for column in columns if column.type.family in families]


def one_test(world, column):
    """A Boolean expression over one column."""
    rng, family, c = world.rng, column.type.family, column
    if family == "num":
        return rng.choice([(c, " > 0"), (c, " BETWEEN 1 AND 10"), (c, " in (1, 2, 3)"), ("(", c, " + 1) * 2 <> 4"), ("abs(", c, ") < 100"),
                           (c, " not in (7,8)"), ("coalesce(", c, ", 0) >= 0"), (c, " = any (array[1,2,3])"), ("-", c, " < 5"), (c, " >= -1"),
                           (c, " is distinct from 3"), ("case when ", c, " > 5 then true else false end"), ("NOT (", c, "<1)"),
                           ("nullif(", c, ", 0) is not null"), ("greatest(", c, ", 1) <= 1000"), ("cast(", c, " as text) <> 'x'")])
    if family == "text":
        return rng.choice([(c, " <> ''"), ("length(", c, ") > 1"), (c, " ~ '^[a-z]+$'"), (c, " like 'a%'"), (c, " in ('a', 'b')"),
                           (c, " = any(array['a','b'])"), ("lower(", c, ") = ", c), (c, " collate \"C\" < 'z'"), (c, " not like '%\\_%'"),
                           (c, " !~* 'x'"), ("position('@' in ", c, ") > 0"), ("substring(", c, " from 1 for 2) <> 'xx'"), (c, " || 'x' <> 'it''sx'"),
                           ("trim(both from ", c, ") = ", c), (c, " similar to '(a|b)%'"), ("char_length(", c, ") <= 10"), (c, " is not null"),
                           ("left(", c, ", 1) = 'a'"), ("overlay(", c, " placing 'a' from 1) <> ''"), ("md5(", c, ") is not null")])
    if family == "bool":
        return rng.choice([(c,), ("not ", c), (c, " is true"), (c, " IS NOT FALSE"), (c, " = true"), ("coalesce(", c, ", false)"), (c, " is unknown")])
    if family == "time":
        return rng.choice([(c, " > '2020-01-01'"), (c, " < '2100-01-01'"), (c, " is not null"), ("extract(year from ", c, ") > 2000"),
                           (c, " between '2000-01-01' and '2100-01-01'"), (c, " > date '2020-01-01'")])
    if family == "json":
        return rng.choice([(c, " ? 'a'"), (c, "->>'k' is not null"), (c, " @> '{\"a\": 1}'"), ("jsonb_typeof(", c, ") = 'object'"), (c, " #>> '{a,b}' <> ''")])
    if family == "enum":
        return rng.choice([(c, " = ", rng.choice(column.type.values)), (c, " in (", ", ".join(column.type.values), ")"), (c, " is not null")])
    if family == "ints":
        return rng.choice([("array_length(", c, ", 1) < 5"), ("1 = any(", c, ")"), (c, "[1] > 0"), ("cardinality(", c, ") > 0")])
    if family == "texts":
        return rng.choice([("'a' = any(", c, ")"), (c, " <> '{}'"), ("array_to_string(", c, ", ',') <> ''")])
    if family == "range":
        return rng.choice([("not isempty(", c, ")"), ("lower(", c, ") is not null")])
    return (c, " is not null")


def test(world, columns, depth=2):
    """A Boolean expression over some of the columns."""
    columns = [column for column in columns if column.type is not None]
    if not columns:
        raise Impossible
    shape = world.rng.random()
    if depth > 0 and shape < 0.3:
        word = world.rng.choice([" and ", " AND ", " or "])
        return ("(", test(world, columns, depth - 1), ")", word, "(", test(world, columns, depth - 1), ")")
    if depth > 0 and shape < 0.36:
        return ("not (", test(world, columns, depth - 1), ")")
    calls = [f for f in world.of("function") if f.shape == "scalar" and f.volatility == "immutable"
             and of_family(columns, f.family) and f.family in ("num", "text")]
    if calls and shape < 0.5:
        function = world.rng.choice(calls)
        column = world.rng.choice(of_family(columns, function.family))
        return (function, "(", column, "::", function.args[0][1], ") is not null")
    return one_test(world, world.rng.choice(columns))


def value(world, columns):
    """An expression over one column that an index can hold, with its family."""
    choices = []
    for c in columns:
        if c.type.family == "text":
            choices += [(("lower(", c, ")"), "text"), (("length(", c, ")"), "num"), (("(", c, " || '-')"), "text"), (("substr(", c, ", 1, 3)"), "text")]
        elif c.type.family == "num":
            choices += [(("(", c, " + 1)"), "num"), (("abs(", c, ")"), "num"), (("(-", c, ")"), "num"), (("mod(", c, "::int, 7)"), "num")]
        elif c.type.family == "json":
            choices += [(("(", c, "->>'k')"), "text"), (("((", c, "->'a')::text)"), "text")]
        elif c.type.family == "bool":
            choices += [(("(not ", c, ")"), "bool")]
        elif c.type.family == "ints":
            choices += [(("(", c, "[1])"), "num")]
    for function in world.of("function"):
        usable = of_family(columns, function.family) if function.shape == "scalar" and function.volatility == "immutable" else []
        if usable:
            choices.append(((function, "(", world.rng.choice(usable), "::", function.args[0][1], ")"), function.family))
    return world.pick(choices)
