"""Schemas, extensions, enums, composite types, domains, ranges, collations."""

from . import expressions, names
from .world import Impossible, Thing, Type, flat, joined, literal, make_comment, quote, register


def schema_say(world, thing):
    return [] if thing.name == "public" else [f"CREATE SCHEMA {quote(thing.name)}"]


register("schema", "database", {}, schema_say, weight=2, target=lambda t: "SCHEMA " + quote(t.name), privileges=("usage", "create"))

EXTENSIONS = ["citext", "pg_trgm", "hstore", "btree_gist", "btree_gin", "unaccent", "intarray"]


def extension_name(world, thing):
    taken = [other.fields.get("extension") for other in world.of("extension")]
    return world.pick([name for name in EXTENSIONS if name not in taken])


register("extension", "schema", {"extension": extension_name, "note": make_comment},
         lambda w, t: [f"CREATE EXTENSION {t.extension} SCHEMA {quote(t.parent.name)}",
                       *([f"COMMENT ON EXTENSION {t.extension} IS {literal(t.note)}"] if t.note is not None else [])],
         weight=1)

LABELS = ["new", "open", "done", "On Hold", "it's", "größe", "a b", "", "x" * 63, "NULL", "true", "1", "with,comma", "a\"b", "back\\s", "default", "int"]


def enum_labels(world, thing):
    old = thing.fields.get("labels")
    if old and world.chance(0.7):  # as people change them: one more
        left = [label for label in LABELS if label not in old]
        at = world.rng.randint(0, len(old))
        return (*old[:at], world.pick(left), *old[at:])
    return tuple(world.some(LABELS, 5))


register("enum", "schema", {"labels": enum_labels},
         lambda w, t: [f"CREATE TYPE {t.path} AS ENUM ({', '.join(map(literal, t.labels))})"],
         weight=4, target=lambda t: "TYPE " + t.path, privileges=("usage",))


def composite_attributes(world, thing):
    count = world.rng.randint(1, 4)
    drawn = []
    while len(drawn) < count:
        name = names.draw(world.rng, names.FIELDS)
        if name not in [old for old, _ in drawn]:
            type_ = Type("text", "text", ["'x'"]) if world.chance(0.15) else expressions.any_type(world)
            if any(part is thing for part in _uses(type_)):
                raise Impossible
            drawn.append((name, type_))
    return tuple(drawn)


def _uses(type_, depth=0):
    from .world import mentioned

    for thing in mentioned(type_):
        yield thing
        for value in thing.fields.values():
            for part in _parts(value):
                if depth < 10:
                    yield from _uses(part, depth + 1)


def _parts(value):
    if isinstance(value, Type):
        yield value
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from _parts(part)


def composite_say(world, thing):
    def clause(name, type_):
        return f"{quote(name)} {flat(type_)}" + (' COLLATE "C"' if thing.collate and type_.sql == "text" else "")

    yield f"CREATE TYPE {thing.path} AS ({', '.join(clause(*attribute) for attribute in thing.attributes)})"
    if thing.note is not None:
        yield f"COMMENT ON COLUMN {thing.path}.{quote(thing.attributes[0][0])} IS {literal(thing.note)}"


register("composite", "schema", {"attributes": composite_attributes, "collate": lambda w, t: w.chance(0.6), "note": make_comment}, composite_say, weight=2,
         target=lambda t: "TYPE " + t.path, privileges=("usage",))


def domain_type(world, thing):
    type_ = Type("text", "text", expressions.TEXTS) if world.chance(0.15) else expressions.any_type(world, 0.8)
    if any(part is thing for part in _uses(type_)):
        raise Impossible
    return type_


def domain_checks(world, thing):
    value = Thing("value", None, "VALUE", {"type": thing.type})
    value.spelled = lambda: "VALUE"
    checks = []
    for _ in range(world.rng.choice([0, 0, 1, 1, 2])):
        if thing.type.family == "other":
            break
        name = world.rng.choice([None, "positive", "My Check", "ck_" + "c" * 60])
        if name is None or name not in [old for old, _ in checks]:
            checks.append((name, flat(expressions.one_test(world, value))))
    return tuple(checks)


def maybe_default(world, type_, probability=0.3):
    return world.rng.choice(type_.values) if world.chance(probability) and type_.values != ["null"] else None


def domain_say(world, thing):
    text = f"CREATE DOMAIN {thing.path} AS {flat(thing.type)}"
    if thing.collation and thing.type.family == "text" and thing.type.sql == "text":
        text += " COLLATE " + flat(thing.collation)
    if thing.default is not None:
        text += f" DEFAULT {thing.default}"
    if thing.not_null:
        text += (f" CONSTRAINT {quote(thing.null_name)}" if thing.null_name and world.version >= 18 else "") + " NOT NULL"
    checks = [(f" CONSTRAINT {quote(name)}" if name else "") + f" CHECK ({check})" for name, check in thing.checks]
    late = checks[-1:] if thing.not_valid else []
    yield text + "".join(checks[:len(checks) - len(late)])
    for check in late:
        yield f"ALTER DOMAIN {thing.path} ADD{check} NOT VALID"
    for name in [name for name, _ in thing.checks if name][:1]:
        if thing.note is not None:
            yield f"COMMENT ON CONSTRAINT {quote(name)} ON DOMAIN {thing.path} IS {literal(thing.note)}"


def collation(world, thing):
    if world.chance(0.6):
        return None
    return world.rng.choice(['"C"', '"POSIX"', *world.of("collation")])


register("domain", "schema",
         {"type": domain_type, "collation": collation, "default": lambda w, t: maybe_default(w, t.type),
          "not_null": lambda w, t: w.chance(0.15), "checks": domain_checks, "not_valid": lambda w, t: w.chance(0.2),
          "null_name": lambda w, t: w.rng.choice([None, None, "said", "Not Null"]), "note": make_comment},
         domain_say, follow={"type": ["collation", "default", "checks"]}, weight=4, target=lambda t: "DOMAIN " + t.path, privileges=("usage",), grant_as="TYPE")

SUBTYPES = [Type("float8", "num", ["1"]), Type("text", "text", ["'a'"]), Type("time", "other", ["'1:00'"]), Type("inet", "other", ["'::1'"])]


def multirange(thing):
    """Its name, in some schema: where none is said the search path tells."""
    name = quote(thing.name[:50] + "_many")
    return f"{quote(thing.home_of_many.name)}.{name}" if thing.home_of_many else name


def range_say(world, thing):
    more = "".join([", subtype_diff = float8mi" if thing.diff and thing.subtype.sql == "float8" else "",
                    ", collation = \"C\"" if thing.collate and thing.subtype.sql == "text" else "",
                    f", multirange_type_name = {multirange(thing)}" if thing.named else ""])
    return [f"CREATE TYPE {thing.path} AS RANGE (subtype = {flat(thing.subtype)}{more})"]


register("range", "schema",
         {"subtype": lambda w, t: w.rng.choice(SUBTYPES), "diff": lambda w, t: w.chance(0.5),
          "collate": lambda w, t: w.chance(0.5), "named": lambda w, t: w.chance(0.5),
          "home_of_many": lambda w, t: w.pick(w.of("schema")) if w.chance(0.5) else None},
         range_say, weight=1, target=lambda t: "TYPE " + t.path, privileges=("usage",))


def collation_say(world, thing):
    if thing.icu:
        exact = "" if thing.deterministic else ", deterministic = false"
        rules = ", rules = '&a < g'" if thing.rules and world.version >= 16 else ""
        return [f"CREATE COLLATION {thing.path} (provider = icu, locale = '{thing.locale}'{exact}{rules})"]
    if thing.split:
        return [f"CREATE COLLATION {thing.path} (provider = libc, lc_collate = 'C', lc_ctype = 'C.UTF-8')"]
    if thing.builtin and world.version >= 17:
        return [f"CREATE COLLATION {thing.path} (provider = builtin, locale = 'C.UTF-8')"]
    return [f"CREATE COLLATION {thing.path} (provider = libc, locale = 'C')"]


register("collation", "schema",
         {"icu": lambda w, t: w.chance(0.7), "locale": lambda w, t: w.rng.choice(["de", "en-US", "und-u-ks-level2", "fr-CA"]),
          "deterministic": lambda w, t: w.chance(0.8), "rules": lambda w, t: w.chance(0.2), "split": lambda w, t: w.chance(0.3),
          "builtin": lambda w, t: w.chance(0.5)},
         collation_say, weight=1, target=lambda t: "COLLATION " + t.path)
