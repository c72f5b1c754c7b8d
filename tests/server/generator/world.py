"""A schema as things that refer to each other.

A field's value is made of texts, numbers and things, in tuples and lists; a text with things in it is
SQL once each thing is spelled.  So every reference is known: things are said after what they refer to,
and whoever refers to what is dropped gets another value for that field, or goes as well.
"""

import copy
import random
from dataclasses import dataclass, field
from typing import Callable

from . import names

KINDS = {}


class Impossible(Exception):
    """No such thing can be made of what is there."""


def quote(name):
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    text = text.replace("'", "''")
    return "E'" + text.replace("\\", "\\\\") + "'" if "\\" in text else "'" + text + "'"


@dataclass(eq=False)
class Lit:
    """The spelled content as a string literal."""

    content: object


@dataclass(eq=False)
class Type:
    sql: object
    family: str
    values: list  # literals that have the type


@dataclass
class Kind:
    name: str
    under: str  # "database", "schema" or "table": what it is in
    fields: dict  # name → function of (world, thing) that makes a value
    say: Callable  # thing → statements
    late: Callable = None  # thing → statements when all else stands
    late_fields: tuple = ()  # said there alone
    weight: int = 4  # how often a new thing is of that kind
    target: Callable = None  # thing → what COMMENT ON and GRANT ON call it; None: neither works
    privileges: tuple = ()
    grant_as: str = None  # the word behind GRANT … ON, where COMMENT has another
    pool: list = field(default_factory=lambda: names.PLAIN)
    last: bool = False  # said when all else stands: keys that go in circles
    follow: dict = field(default_factory=dict)  # field → fields that are made anew with it
    on: tuple = ("table",)  # under "table": kinds of the parent
    fits: Callable = None  # (world, parent) → whether it can have one


def register(name, under, fields, say, **more):
    KINDS[name] = Kind(name, under, fields, say, **more)


@dataclass(eq=False)
class Thing:
    kind: str
    parent: object
    name: str
    fields: dict = field(default_factory=dict)
    done: bool = False  # all its fields are there

    def __getattr__(self, name):
        try:
            return self.__dict__["fields"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def path(self):
        schema = self.fields.get("home") or self.parent
        while schema is not None and schema.kind != "schema":
            schema = schema.fields.get("home") or schema.parent
        return quote(self.name) if schema is None else quote(schema.name) + "." + quote(self.name)

    def spelled(self):
        """The thing as an expression names it."""
        return quote(self.name) if self.kind in ("column", "schema", "view_column") else self.path


def flat(value):
    """SQL, each thing in it spelled."""
    if isinstance(value, Thing):
        return value.spelled()
    if isinstance(value, Lit):
        return literal(flat(value.content))
    if isinstance(value, Type):
        return flat(value.sql)
    if isinstance(value, (tuple, list)):
        return "".join(map(flat, value))
    return "" if value is None else str(value)


def joined(values, separator=", "):
    return separator.join(map(flat, values))


def mentioned(value):
    """Every thing in a value."""
    if isinstance(value, Thing):
        yield value
    elif isinstance(value, Lit):
        yield from mentioned(value.content)
    elif isinstance(value, Type):
        yield from mentioned(value.sql)
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from mentioned(part)


# Kinds that share their names with no other, and those that share theirs alone.
ROUTINES = ("function", "procedure", "aggregate")
APART = ("column", "collation", "statistics", "operator_family", "operator_class", "text_search_dictionary", "text_search_configuration",
         "text_search_template", "text_search_parser", "trigger", "policy", "rule")


def space_of(kind):
    return "routine" if kind in ROUTINES else kind if kind in APART else ""


COMMENTS = ["short", "it's \"quoted\"", "two\nlines", "back\\slash \\n", "ends with */ and /* begins", "größe 日本 🙂", "  spaces  ",
            "%s {x} $1 -- ; '", "\ttab", "// line", "PG(primary key)", "a\n\n\nb\n", "@param x", "trailing \\"]
ROLES = ["gen_reader", "Gen Writer"]


def make_comment(world, thing):
    return world.rng.choice(COMMENTS) if world.rng.random() < 0.2 else None


def make_grants(world, thing):
    """GRANT and REVOKE, in the order of what is said."""
    privileges = KINDS[thing.kind].privileges
    if not privileges or world.rng.random() < 0.8:
        return ()
    return tuple(make_grant(world, privileges) for _ in range(world.rng.choice([1, 1, 1, 2, 3])))


def make_grant(world, privileges):
    if world.rng.random() < 0.15:
        return ("REVOKE", "ALL" if world.rng.random() < 0.5 else world.rng.choice(privileges), "public", False)
    chosen = world.rng.sample(privileges, world.rng.randint(1, min(3, len(privileges))))
    option = world.rng.random() < 0.2
    role = world.rng.choice(ROLES if option else [*ROLES, "public"])
    return ("GRANT", ", ".join(chosen), role, option)


def everywhere(kind):
    """The fields that things of the kind have besides their own."""
    return {} if kind.target is None else {"comment": make_comment, **({"grants": make_grants} if kind.privileges else {})}


def say_comment(thing):
    if KINDS[thing.kind].target and thing.fields.get("comment") is not None:
        yield f"COMMENT ON {KINDS[thing.kind].target(thing)} IS {literal(thing.comment)}"


def say_grants(thing):
    if KINDS[thing.kind].target and thing.fields.get("grants"):
        kind = KINDS[thing.kind]
        target = kind.target(thing)
        if kind.grant_as is not None:
            target = kind.grant_as + " " + thing.path
        target = target.replace("AGGREGATE ", "FUNCTION ", 1)
        for verb, privileges, role, option in thing.grants:
            role = role if role == "public" else quote(role)
            yield f"{verb} {privileges} ON {target} {'TO' if verb == 'GRANT' else 'FROM'} {role}" + (" WITH GRANT OPTION" if option else "")


class World:
    def __init__(self, seed, kinds=None, version=15):
        self.rng = random.Random(seed)
        self.version = version
        self.kinds = [name for name in KINDS if kinds is None or name in kinds]
        self.few = self.rng.sample(names.ALL, 8) if seed % 7 == 5 else None  # names, for all that there is
        self.things = [Thing("schema", None, "public", {"comment": None, "grants": ()}, True)]
        self.grant_public(seed)

    def copy(self, seed):
        other = copy.deepcopy(self)
        other.rng = random.Random(seed)
        other.grant_public(seed)
        return other

    def grant_public(self, seed):
        """What may be done with the schema that is always there; nothing else is drawn otherwise for it."""
        kept, self.rng = self.rng, random.Random(f"public {seed}")
        if self.chance(0.5):
            self.things[0].fields["grants"] = make_grants(self, self.things[0])
        self.rng = kept

    # Looking

    def of(self, *kinds):
        return [thing for thing in self.things if thing.kind in kinds and thing.done]

    def under(self, parent, *kinds):
        return [thing for thing in self.things if thing.parent is parent and thing.kind in kinds]

    def pick(self, things):
        if not things:
            raise Impossible
        return self.rng.choice(things)

    def some(self, things, most=3, least=1):
        """A few, in random order."""
        if len(things) < least:
            raise Impossible
        return self.rng.sample(things, self.rng.randint(least, max(least, min(most, len(things)))))

    def chance(self, probability):
        return self.rng.random() < probability

    # Making

    def name_for(self, kind, parent):
        """Not in use in the same place, whatever the kind: relations, types and constraints meet there."""
        taken = {thing.name for thing in self.things} if not self.few else ()
        for _ in range(50):
            name = self.rng.choice(self.few) if self.few else names.draw(self.rng, KINDS[kind].pool)
            beside = {thing.name for thing in self.things if thing.parent is parent and (not self.few or space_of(thing.kind) == space_of(kind))}
            # The same name elsewhere is welcome, but not too often.
            if name not in beside and (name not in taken or kind == "column" or self.chance(0.1)):
                return name[:63] if len(name.encode()) < 64 else name.encode()[:63].decode(errors="ignore")
        raise Impossible

    def parent_for(self, kind):
        if kind.under == "database":
            return None
        if kind.under == "schema":
            return self.things[0] if self.chance(0.6) else self.pick(self.of("schema"))
        return self.pick([thing for thing in self.of(*kind.on) if not kind.fits or kind.fits(self, thing)])

    def add(self, name, parent=None, **given):
        kind = KINDS[name]
        thing = Thing(name, parent or self.parent_for(kind), "")
        thing.name = self.name_for(name, thing.parent)
        self.things.append(thing)
        try:
            for key, make in {**kind.fields, **everywhere(kind)}.items():
                thing.fields[key] = given[key] if key in given else make(self, thing)
        except Impossible:
            self.drop(thing)
            raise
        thing.done = True
        return thing

    def try_add(self, name=None, parent=None):
        chosen = name or self.rng.choices(self.kinds, [KINDS[kind].weight for kind in self.kinds])[0]
        try:
            return self.add(chosen, parent)
        except Impossible:
            return None

    def grow(self, count):
        """`count` things, columns and the like not counted, and enough to put them in."""
        for _ in range(count):
            self.try_add()
            if self.chance(0.3) and len(self.of("table")) < 4:
                self.try_add("table")
        for table in self.of("table"):
            if table.fields.get("partition_by") and self.chance(0.7):
                self.divide(table)

    def divide(self, table):
        """Chance alone seldom finds the few tables that can have partitions."""
        for kind in ("partition", "partition", "trigger_state", "implied_comment", "index_setting"):
            if kind in self.kinds:
                self.try_add(kind, table if kind == "partition" else None)

    # Changing

    def drop(self, thing):
        """Without it, without its parts; what refers to it finds something else or goes too."""
        if thing not in self.things:
            return
        self.things.remove(thing)
        for other in list(self.things):
            if other.parent is thing:
                self.drop(other)
        for other in list(self.things):
            if other in self.things:
                self.forget(other, thing)

    def forget(self, other, gone):
        fields = {**KINDS[other.kind].fields, **everywhere(KINDS[other.kind])}
        for key, make in fields.items():
            if key in other.fields and any(thing is gone for thing in mentioned(other.fields[key])):
                try:
                    other.fields[key] = make(self, other)
                    for follower in KINDS[other.kind].follow.get(key, ()):
                        other.fields[follower] = fields[follower](self, other)
                except Impossible:
                    self.drop(other)
                    return
                if any(thing is gone for thing in mentioned(other.fields[key])):
                    self.drop(other)
                    return

    def change(self, thing):
        """Another value for one field."""
        kind = KINDS[thing.kind]
        fields = {**kind.fields, **everywhere(kind)}
        for _ in range(20):
            key = self.rng.choice(list(fields)) if fields else None
            if key is None or key not in thing.fields:
                return
            try:
                value = fields[key](self, thing)
            except Impossible:
                continue
            if flat(value) != flat(thing.fields[key]):
                thing.fields[key] = value
                try:
                    for other in kind.follow.get(key, ()):
                        thing.fields[other] = fields[other](self, thing)
                except Impossible:
                    self.drop(thing)
                return

    def rename(self, thing):
        try:
            thing.name = self.name_for(thing.kind, thing.parent)
        except Impossible:
            pass

    def mutate(self):
        act = self.rng.random()
        mutable = [thing for thing in self.things[1:] if thing.kind in KINDS]
        if act < 0.3 or not mutable:
            self.try_add()
        elif act < 0.42:
            self.drop(self.rng.choice(mutable))
        elif act < 0.52:
            self.rename(self.rng.choice(mutable))
        else:
            self.change(self.rng.choice(mutable))

    # Saying

    def statements(self):
        """In an order that works."""
        said, out, late, last = set(), [], [], []

        def visit(thing):
            if thing is None or id(thing) in said:
                return
            said.add(id(thing))
            kind = KINDS[thing.kind]
            visit(thing.parent)
            for part in [thing, *self.under(thing, "column", "view_column")]:
                for key, value in part.fields.items():
                    if key not in KINDS[part.kind].late_fields:
                        for other in mentioned(value):
                            visit(other)
            into = last if kind.last else out
            into.extend(kind.say(self, thing))
            into.extend(say_comment(thing))
            into.extend(say_grants(thing))
            if kind.late:
                late.extend(kind.late(self, thing))

        # A cast changes what the operators in later statements mean: where it came last no dump could be restored.
        for thing in sorted(self.things, key=lambda thing: thing.kind != "cast"):
            visit(thing)
        return out + late + last
