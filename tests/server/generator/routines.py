"""Functions, procedures, aggregates."""

from . import expressions
from .relations import all_columns
from .world import Type, flat, quote, register

SCALARS = [("num", "int", "{} + {}"), ("num", "bigint", "{} * {}"), ("text", "text", "upper({}) || '{}'"), ("text", "varchar", "{} || '{}'")]


def shape(world, thing):
    return world.rng.choice(["scalar", "scalar", "trigger", "table", "void", "own_type", "out", "variadic", "any", "returns_table", "window"])


def family(world, thing):
    return world.rng.choice(["num", "text"])


def arguments(world, thing):
    """(name, type, default)…"""
    if thing.shape == "trigger":
        return ()
    if thing.shape == "own_type":
        own = world.pick(world.of("enum", "domain", "composite", "table"))
        return (("x", Type((own,), "other", ["null"]), None),)
    if thing.shape in FIXED:
        return ()
    type_ = Type(*world.rng.choice([("int", "num", ["1"]), ("bigint", "num", ["1"])] if thing.family == "num" else [("text", "text", ["'x'"])]))
    more = (("more", Type("int", "num", ["3"]), world.rng.choice(["3", "1 + 1"])),) if world.chance(0.25) else ()
    name = world.rng.choice(["a", "value", "User", "select", "it's"])
    return ((name, type_, None), *more)


def source(world, thing):
    """The table that a set-returning function reads."""
    return world.pick(world.of("table")) if thing.shape == "table" else None


# Shapes whose arguments, result and body are always the same: what is in the parentheses, what identifies it.
FIXED = {
    "out": ('IN a int, OUT "Sum" int, INOUT b text DEFAULT \'x\'', "int, text", "", "sql AS $$ select $1, $2 $$"),
    "variadic": ("VARIADIC items text[] DEFAULT '{}'", "VARIADIC text[]", "RETURNS int ", "sql AS $$ select cardinality($1) $$"),
    "any": ("anyelement, anyarray", "anyelement, anyarray", "RETURNS anyelement ", "sql AS $$ select $1 $$"),
    "returns_table": ("n int", "int", 'RETURNS TABLE (a int, "B c" text) ', "plpgsql AS $$ begin return query select 1, 'x'::text; end $$"),
    "window": ("", "", "RETURNS bigint ", "internal WINDOW AS 'window_row_number'"),
}


def signature(thing, with_default=True):
    return ", ".join(f"{quote(name)} {flat(type_)}" + (f" DEFAULT {default}" if default and with_default else "")
                     for name, type_, default in thing.args)


def identity(thing):
    if thing.shape in FIXED:
        return f"{thing.path}({FIXED[thing.shape][1]})"
    return f"{thing.path}({', '.join(flat(type_) for _, type_, _ in thing.args)})"


def body(thing):
    """RETURNS and AS."""
    number = thing.number
    if thing.shape == "trigger":
        return "trigger", f"plpgsql AS $body$\nbegin\n    -- {number} it's; \"quoted\"\n    return coalesce(new, old);\nend\n$body$"
    if thing.shape == "table":
        return f"SETOF {thing.source.path}", f"sql AS $$ SELECT * FROM {thing.source.path} LIMIT {number} $$"
    if thing.shape == "void":
        return "void", f"plpgsql AS 'begin perform {number}, ''x''; end'"
    if thing.shape == "own_type":
        return "text", f"sql AS $$ SELECT $1::text || '{number}' $$"
    type_ = flat(thing.args[0][1])
    if thing.family == "num":
        expression = f"$1 + {number}"
    else:
        expression = f"$1 || 'x{number}'"
    if thing.style == "atomic":
        return type_, f"sql BEGIN ATOMIC SELECT {expression}; END"
    if thing.style == "return":
        return type_, f"sql RETURN {expression}"
    if thing.style == "plpgsql":
        return type_, f"plpgsql AS $x$begin return {expression}; end$x$"
    return type_, f"sql AS $$select {expression}$$"


def function_say(world, thing):
    if thing.shape in FIXED:
        arguments, _, returns, text = FIXED[thing.shape]
        yield f"CREATE FUNCTION {thing.path}({arguments}) {returns}{thing.volatility} LANGUAGE {text}"
        return
    result, text = body(thing)
    language, rest = text.split(" ", 1)
    words = [f"LANGUAGE {language}"]
    if thing.shape not in ("trigger",):
        words.append(thing.volatility)
    words += [word for word in thing.words if not (word.startswith("ROWS") and thing.shape != "table")]
    yield f"CREATE FUNCTION {thing.path}({signature(thing)}) RETURNS {result} {' '.join(words)} {rest}"


register("function", "schema",
         {"shape": shape, "family": family, "args": arguments, "source": source,
          "number": lambda w, t: w.rng.randint(1, 9), "style": lambda w, t: w.rng.choice(["", "", "atomic", "return", "plpgsql"]),
          "volatility": lambda w, t: w.rng.choice(["immutable", "immutable", "stable", "volatile"]),
          "words": lambda w, t: tuple(w.some(["STRICT", "SECURITY DEFINER", "PARALLEL SAFE", "COST 7", "ROWS 5", "SET search_path = 'public', 'pg_temp'",
                                              "SET work_mem = '1MB'", "LEAKPROOF"], 2)) if w.chance(0.3) else ()},
         function_say, follow={"shape": ["args", "source"], "family": ["args"]}, weight=5, target=lambda t: "FUNCTION " + identity(t), privileges=("execute",))


def procedure_say(world, thing):
    yield f"CREATE PROCEDURE {thing.path}({signature(thing)}) LANGUAGE sql AS $$ select {thing.number} $$"


register("procedure", "schema",
         {"shape": lambda w, t: "scalar", "family": family, "args": arguments, "number": lambda w, t: w.rng.randint(1, 9)},
         procedure_say, weight=1, target=lambda t: "PROCEDURE " + identity(t), privileges=("execute",))

AGGREGATES = ["(\"any\") (sfunc = int8inc_any, stype = bigint, initcond = '0', combinefunc = int8pl)",
              "(float8) (sfunc = float8pl, stype = float8, msfunc = float8pl, minvfunc = float8mi, mstype = float8)",
              "(float8) (sfunc = float8_accum, stype = float8[], finalfunc = float8_avg, initcond = '{0,0,0}', finalfunc_modify = read_only)",
              "(float8 ORDER BY anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra)",
              "(int) (sfunc = int4smaller, stype = int, sortop = <)",
              "(int) (sfunc = int4pl, stype = int, initcond = '0')", "(int) (sfunc = int4pl, stype = int)",
              "(text) (sfunc = textcat, stype = text, parallel = safe)", "(int) (sfunc = int4larger, stype = int, combinefunc = int4larger)"]


def aggregate_say(world, thing):
    yield f"CREATE AGGREGATE {thing.path} {thing.definition}"


register("aggregate", "schema", {"definition": lambda w, t: w.rng.choice(AGGREGATES)}, aggregate_say, weight=1,
         target=lambda t: f"AGGREGATE {t.path}{t.definition.split(' (')[0]}", privileges=("execute",),
         )
