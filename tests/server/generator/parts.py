"""What belongs to a table: keys, checks, indexes, triggers, policies, rules, statistics."""

from . import expressions
from .relations import all_columns, ancestors, elsewhere, is_parted, key_of, own_columns
from .world import Impossible, Thing, Type, flat, joined, literal, quote, register


def constraint_name(world, thing):
    """Given or the server's own."""
    return world.chance(0.5)


def alter(thing, clause):
    given = f"CONSTRAINT {quote(thing.name)} " if thing.given else ""
    return f"ALTER TABLE {thing.parent.path} ADD {given}{clause}"


def constraint_target(thing):
    return f"CONSTRAINT {quote(thing.name)} ON {thing.parent.path}"


def comment_if_given(world, thing):
    return None if not thing.given or world.chance(0.85) else "about " + thing.name


COMPARABLE = ("num", "text", "bool", "time", "enum", "range", "ints", "texts")


def key_columns(world, thing):
    table = thing.parent
    columns = [c for c in own_columns(world, table) if c.type.family in COMPARABLE]
    chosen = world.some(columns, 3)
    if is_parted(table):
        chosen = [*key_of(table), *[c for c in chosen if c not in key_of(table)]]
    return tuple(chosen)


def one_primary_key(world, thing):
    if any(other is not thing for other in world.under(thing.parent, "primary_key")):
        raise Impossible
    return key_columns(world, thing)


def included(world, thing):
    if world.chance(0.85):
        return ()
    used = thing.fields.get("columns") or ()
    columns = [c for c in own_columns(world, thing.parent) if c not in used]
    return tuple(world.some(columns, 2)) if columns else ()


DEFERRAL = ["", "", "", "", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"]


def key_tail(thing):
    options = f" WITH ({thing.options})" if thing.options and not thing.period else ""
    options += " USING INDEX TABLESPACE gen_space" if thing.tablespace else ""
    return (f" INCLUDE ({joined(thing.include)})" if thing.include else "") + options + ("" if is_parted(thing.parent) else thing.deferral)


def period(world, thing):
    """A column of ranges, which ends the key of a table with periods."""
    if world.version < 18 or thing.parent.kind == "partition" or is_parted(thing.parent) or world.chance(0.85):
        return None
    return tuple(world.add("column", thing.parent, type=Type("int4range", "range", ["'[1,5)'"]), generated=None, identity=None)
                 for _ in range(2))


def key_text(thing):
    return f"{flat(thing.period[0])}, {flat(thing.period[1])} WITHOUT OVERLAPS" if thing.period else joined(thing.columns)


def key_options(world, thing):
    return "fillfactor = 55" if world.chance(0.08) else None


def validity(world, thing):
    """NOT VALID, or NOT ENFORCED since 18."""
    return world.rng.choice([" NOT VALID", " NOT VALID", " NOT ENFORCED"]) if world.chance(0.12) else ""


def said_validity(world, thing):
    return "" if world.version < 18 and "ENFORCED" in thing.validity else thing.validity


register("primary_key", "table",
         {"columns": one_primary_key, "options": key_options, "tablespace": lambda w, t: w.chance(0.03), "period": period, "include": included, "given": constraint_name, "deferral": lambda w, t: w.rng.choice(DEFERRAL),
          "note": comment_if_given},
         lambda w, t: [alter(t, f"PRIMARY KEY ({key_text(t)}){key_tail(t)}"), *note(t)], weight=8)
WITH_PARTITIONS = ("table", "partition")


def note(thing):
    if thing.note and thing.given:
        yield f"COMMENT ON {constraint_target(thing)} IS {literal(thing.note)}"
        if thing.kind in ("primary_key", "unique", "exclusion"):
            yield f"COMMENT ON INDEX {thing.path} IS {literal('index of ' + thing.name)}"


register("unique", "table",
         {"columns": key_columns, "options": key_options, "tablespace": lambda w, t: w.chance(0.03), "period": period, "include": included, "given": constraint_name, "deferral": lambda w, t: w.rng.choice(DEFERRAL),
          "nulls": lambda w, t: w.chance(0.15), "note": comment_if_given},
         lambda w, t: [alter(t, f"UNIQUE {'NULLS NOT DISTINCT ' if t.nulls else ''}({key_text(t)}){key_tail(t)}"), *note(t)],
         weight=4, on=WITH_PARTITIONS)


def check_expr(world, thing):
    return expressions.test(world, [c for c in all_columns(world, thing.parent) if c.type is not None])


def check_say(world, thing):
    tail = ("" if is_parted(thing.parent) or not thing.no_inherit else " NO INHERIT") + said_validity(world, thing)
    return [alter(thing, f"CHECK ({flat(thing.expr)}){tail}"), *note(thing)]


register("check", "table",
         {"expr": check_expr, "given": constraint_name, "no_inherit": lambda w, t: w.chance(0.08), "validity": validity,
          "note": comment_if_given}, check_say, weight=6, on=WITH_PARTITIONS)


def exclusion_element(world, thing):
    if is_parted(thing.parent):
        raise Impossible
    ranges = expressions.of_family(own_columns(world, thing.parent), "range")
    if ranges and world.chance(0.7):
        return ("gist", (world.rng.choice(ranges), " WITH &&"))
    return ("btree", (world.pick(expressions.of_family(own_columns(world, thing.parent), "num", "text")), " WITH ="))


register("exclusion", "table",
         {"element": exclusion_element, "include": included, "options": lambda w, t: "fillfactor = 60" if w.chance(0.3) else None, "predicate": lambda w, t: check_expr(w, t) if w.chance(0.3) else None, "given": constraint_name,
          "deferral": lambda w, t: w.rng.choice(DEFERRAL), "note": comment_if_given},
         lambda w, t: [alter(t, f"EXCLUDE USING {t.element[0]} ({flat(t.element[1])})"
                                + (f" INCLUDE ({joined(t.include)})" if t.include else "") + (f" WITH ({t.options})" if t.options else "")
                                + (f" WHERE ({flat(t.predicate)})" if t.predicate else "") + t.deferral), *note(t)], weight=2, on=WITH_PARTITIONS)


def foreign_target(world, thing):
    """A key to refer to, and columns of the same types here."""
    keys = [key for key in world.of("primary_key", "unique") if not key.fields.get("deferral") and key.fields.get("columns")
            and not key.fields.get("period")]
    world.rng.shuffle(keys)
    for key in keys:
        here = [c for c in own_columns(world, thing.parent) if not c.generated]
        pairs = []
        for wanted in key.columns:
            fitting = [c for c in here if flat(c.type) == flat(wanted.type) and flat(c.collation) == flat(wanted.collation)
                       and c not in [mine for mine, _ in pairs]]
            if not fitting:
                # As people do: one more column for it.
                if wanted.generated or wanted.collation or len(key.columns) > 2 or thing.parent.kind == "partition":
                    break
                try:
                    fitting = [world.add("column", thing.parent, type=wanted.type, generated=None, identity=None, default=None,
                                         collation=None)]
                except Impossible:
                    break
            pairs.append((world.rng.choice(fitting), wanted))
        if len(pairs) == len(key.columns):
            return (key, tuple(mine for mine, _ in pairs), tuple(theirs for _, theirs in pairs))
    raise Impossible


def foreign_say(world, thing):
    key, mine, theirs = thing.target
    if [c for c in key.columns] != list(theirs):
        return
    text = f"FOREIGN KEY ({joined(mine)}) REFERENCES {key.parent.path}"
    if key.kind != "primary_key" or thing.explicit:
        text += f" ({joined(theirs)})"
    text += thing.match + thing.actions
    if "ON DELETE SET NULL" in thing.actions and thing.some_columns and len(mine) > 1:
        text = text.replace("ON DELETE SET NULL", f"ON DELETE SET NULL ({flat(mine[0])})")
    yield alter(thing, text + thing.deferral + ("" if is_parted(thing.parent) else said_validity(world, thing)))
    yield from note(thing)


def period_key_say(world, thing):
    if not thing.target.period:
        return
    columns = ", ".join([flat(thing.target.period[0]), "PERIOD " + flat(thing.target.period[1])])
    yield alter(thing, f"FOREIGN KEY ({columns}) REFERENCES {thing.target.parent.path} ({columns})")


def period_target(world, thing):
    """A key with a period of the same table: its own columns fit."""
    return world.pick(keys_with_period(world, thing.parent))


def keys_with_period(world, table):
    return [key for key in world.of("primary_key", "unique") if key.fields.get("period") and key.parent is table]


register("period_key", "table", {"target": period_target, "given": constraint_name}, period_key_say, weight=1, last=True,
         fits=keys_with_period)


register("foreign_key", "table",
         {"target": foreign_target, "explicit": lambda w, t: w.chance(0.5), "match": lambda w, t: " MATCH FULL" if w.chance(0.1) else "",
          "actions": lambda w, t: w.rng.choice(["", "", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON DELETE SET DEFAULT", " ON UPDATE CASCADE",
                                                " ON DELETE RESTRICT", " ON UPDATE SET NULL ON DELETE NO ACTION"]),
          "some_columns": lambda w, t: w.chance(0.5), "given": constraint_name, "deferral": lambda w, t: w.rng.choice(DEFERRAL),
          "validity": validity, "note": comment_if_given},
         foreign_say, weight=8, last=True, on=WITH_PARTITIONS)

# Indexes


def is_char(text):
    return isinstance(text, Thing) and flat(text.type).startswith("char")


def index_keys(world, thing):
    """Method and elements."""
    columns = [c for c in all_columns(world, thing.parent)]
    if world.chance(0.12):
        gin = expressions.of_family(columns, "ints", "texts", "json")
        if gin:
            column = world.rng.choice(gin)
            return ("gin", ((column, " jsonb_path_ops" if column.type.family == "json" and world.chance(0.5) else ""),))
    if world.chance(0.1):
        column = world.pick(expressions.of_family(columns, "num", "time"))
        return (world.rng.choice(["hash", "brin"]), ((column,),))
    if world.chance(0.08):
        column = world.pick(expressions.of_family(columns, "range", "text"))
        opclass = world.rng.choice(["", " text_ops"]) if column.type.family == "text" else world.rng.choice(["", " range_ops"])
        return ("spgist" if column.type.family == "text" else world.rng.choice(["gist", "spgist"]), ((column, opclass),))
    elements = []
    for _ in range(world.rng.choice([1, 1, 1, 2, 3])):
        if world.chance(0.25):
            text, family = expressions.value(world, columns)
        else:
            text = world.pick(expressions.of_family(columns, *COMPARABLE))
            family = text.type.family
        collate = world.rng.choice(["", "", "", ' COLLATE "C"']) if family == "text" else ""
        opclass = world.rng.choice(["", "", " text_pattern_ops"]) if family == "text" and not is_char(text) else ""
        order = world.rng.choice(["", "", "", " DESC", " ASC NULLS FIRST", " DESC NULLS LAST"])
        elements.append((text, collate, opclass, order))
    return ("btree", tuple(elements))


METHOD_OPTIONS = {"gin": "fastupdate = off", "brin": "pages_per_range = 32, autosummarize = on", "hash": "fillfactor = 70",
                  "gist": "buffering = off", "spgist": "fillfactor = 65"}


def index_say(world, thing):
    method, elements = thing.keys
    unique = thing.unique and method == "btree" and not is_parted(thing.parent)
    text = f"CREATE {'UNIQUE ' if unique else ''}INDEX {quote(thing.name) if thing.given else ''} ON {thing.parent.path}"
    text += f" USING {method} ({joined(elements)})"
    if thing.include and method == "btree":
        text += f" INCLUDE ({joined(thing.include)})"
    if thing.nulls and unique:
        text += " NULLS NOT DISTINCT"
    options = METHOD_OPTIONS.get(method, thing.options) if thing.options else None
    if options:
        text += f" WITH ({options})"
    if thing.tablespace:
        text += " TABLESPACE gen_space"
    if thing.predicate and thing.parent.kind != "materialized_view":
        text += f" WHERE {flat(thing.predicate)}"
    yield text
    if thing.note and thing.given:
        yield f"COMMENT ON INDEX {thing.path} IS 'about it'"
    for number, element in enumerate(elements, 1):
        if thing.statistics and thing.given and not isinstance(element[0], Thing):
            yield f"ALTER INDEX {thing.path} ALTER COLUMN {number} SET STATISTICS {thing.statistics}"
    if thing.given and thing.parent.kind != "materialized_view" and not is_parted(thing.parent):
        if thing.cluster and method == "btree" and not thing.predicate:
            yield f"ALTER TABLE {thing.parent.path} CLUSTER ON {quote(thing.name)}"
        if thing.identity and unique and not thing.predicate:
            yield f"ALTER TABLE {thing.parent.path} REPLICA IDENTITY USING INDEX {quote(thing.name)}"
    if thing.given and thing.parent.kind == "materialized_view" and thing.cluster and method == "btree":
        yield f"ALTER MATERIALIZED VIEW {thing.parent.path} CLUSTER ON {quote(thing.name)}"


register("index", "table",
         {"keys": index_keys, "unique": lambda w, t: w.chance(0.2), "nulls": lambda w, t: w.chance(0.15), "include": included,
          "options": lambda w, t: w.rng.choice(["fillfactor = 60", "deduplicate_items = off"]) if w.chance(0.1) else None,
          "predicate": lambda w, t: check_expr(w, t) if w.chance(0.2) else None, "given": lambda w, t: w.chance(0.7),
          "note": lambda w, t: w.chance(0.1), "statistics": lambda w, t: w.rng.choice([20, 500]) if w.chance(0.3) else None,
          "tablespace": lambda w, t: w.chance(0.04), "cluster": lambda w, t: w.chance(0.1), "identity": lambda w, t: w.chance(0.3)},
         index_say, weight=8, on=("table", "table", "partition", "materialized_view"))

# Triggers, policies, rules, statistics


def trigger_function(world, thing):
    functions = [f for f in world.of("function") if f.shape == "trigger"]
    if not functions:
        return world.add("function", shape="trigger")
    return world.rng.choice(functions)


def trigger_event(world, thing):
    if thing.parent.kind == "view":
        return ("INSTEAD OF", world.rng.choice(["INSERT", "UPDATE OR DELETE"]), "ROW")
    events = world.some(["INSERT", "UPDATE", "DELETE"], 2)
    columns = own_columns(world, thing.parent)
    if "UPDATE" in events and columns and world.chance(0.4):
        events = [("UPDATE OF ", world.rng.choice(columns)) if event == "UPDATE" else event for event in events]
    if world.chance(0.08):
        return (world.rng.choice(["BEFORE", "AFTER"]), "TRUNCATE", "STATEMENT")
    when = world.rng.choice(["BEFORE", "AFTER"])
    return (when, tuple((event, " OR ") for event in events), world.rng.choice(["ROW", "ROW", "STATEMENT"]))


def trigger_when(world, thing):
    when, events, level = thing.event
    if level != "ROW" or when == "INSTEAD OF" or "INSERT" in flat(events) and "DELETE" in flat(events) or world.chance(0.7):
        return None
    row = "old" if "DELETE" in flat(events) else "new"
    columns = [c for c in own_columns(world, thing.parent) if not c.generated]
    column = world.pick(columns)
    return (row, ".", column, " is not null")


REFERENCING = {"INSERT": "NEW TABLE AS changed", "DELETE": "OLD TABLE AS changed", "UPDATE": 'OLD TABLE AS "Old" NEW TABLE AS now'}


def trigger_say(world, thing):
    when, events, level = thing.event
    events = flat(events).removesuffix(" OR ")
    constraint = thing.constraint and when == "AFTER" and level == "ROW"
    text = f"CREATE {'CONSTRAINT ' if constraint else ''}TRIGGER {quote(thing.name)} {when} {events} ON {thing.parent.path}"
    if constraint:
        text += thing.deferral
    plain = when == "AFTER" and not constraint and not (level == "ROW" and (is_parted(thing.parent) or thing.parent.kind == "partition"))
    if thing.referencing and plain and events in REFERENCING:
        text += " REFERENCING " + REFERENCING[events]
    text += f" FOR EACH {level}"
    if thing.when:
        text += f" WHEN ({flat(thing.when)})"
    yield text + f" EXECUTE FUNCTION {thing.function.path}({thing.arguments})"
    if thing.enabled and thing.parent.kind != "view":
        yield f"ALTER TABLE {thing.parent.path} {thing.enabled} TRIGGER {quote(thing.name)}"


register("trigger", "table",
         {"function": trigger_function, "event": trigger_event, "referencing": lambda w, t: w.chance(0.3), "deferral": lambda w, t: w.rng.choice(["", " DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"]),
          "when": trigger_when, "constraint": lambda w, t: w.chance(0.15),
          "arguments": lambda w, t: w.rng.choice(["", "", "'a'", "1, 'it''s'"]),
          "enabled": lambda w, t: w.rng.choice(["DISABLE", "ENABLE ALWAYS", "ENABLE REPLICA"]) if w.chance(0.1) else None},
         trigger_say, weight=4, on=("table", "table", "partition", "view"), target=lambda t: f"TRIGGER {quote(t.name)} ON {t.parent.path}")

# When a trigger fires in a partition that has it from its table


def inherited_trigger(world, thing):
    table = thing.parent.parent
    triggers = [trigger for trigger in world.under(table, "trigger") if trigger.done and fires_for_rows(trigger)]
    return world.rng.choice(triggers) if triggers else world.add("trigger", table, event=("BEFORE", "INSERT", "ROW"))


def fires_for_rows(trigger):
    return trigger.event[2] == "ROW"


def trigger_state_say(world, thing):
    if fires_for_rows(thing.trigger):
        yield f"ALTER TABLE {thing.parent.path} {thing.state} TRIGGER {quote(thing.trigger.name)}"


register("trigger_state", "table",
         {"trigger": inherited_trigger, "state": lambda w, t: w.rng.choice(["DISABLE", "ENABLE", "ENABLE ALWAYS", "ENABLE REPLICA"])},
         trigger_state_say, weight=2, on=("partition",))

# Comments of what a partition has from an index or a key of its table, whatever its name is


def index_above(world, thing):
    table = thing.parent.parent
    parts = [part for kind in ("index", "unique", "primary_key") for part in world.under(table, kind) if part.done and part.given]
    return world.rng.choice(parts) if parts else world.add("index", table, given=True)


def implied_comment_say(world, thing):
    of_key = thing.of_key and thing.above.kind != "index"
    name = ("(select conname from pg_constraint where contype in ('p', 'u') and conrelid = i.indrelid and conindid = i.indexrelid)"
            if of_key else "i.indexrelid::regclass")
    target = "constraint %I on %s" if of_key else "index %s"
    yield (f"do $generated$begin execute (select format('comment on {target} is %L', {name},"
           f"{' i.indrelid::regclass,' if of_key else ''} {literal(thing.text)})"
           f" from pg_partition_tree({literal(thing.above.path)}) t join pg_index i on i.indexrelid = t.relid"
           f" where i.indrelid = {literal(thing.parent.path)}::regclass); end$generated$")


register("implied_comment", "table",
         {"above": index_above, "of_key": lambda w, t: w.chance(0.5), "text": lambda w, t: w.rng.choice(["of the part", "it's $comment$ %s"])},
         implied_comment_say, weight=2, on=("partition",))


# What an index that a partition has from its table has otherwise than there

OTHER_OPTIONS = {"gin": "fastupdate = on", "brin": "pages_per_range = 16", "gist": "buffering = auto"}


def index_setting_say(world, thing):
    method, elements = thing.above.keys if thing.above.kind == "index" else ("btree", ())
    options = METHOD_OPTIONS.get(method, "fillfactor = 60").split(", ")
    said = {"set": f"set ({OTHER_OPTIONS.get(method, 'fillfactor = 33')})", "reset": f"reset ({options[0].split(' ')[0]})",
            "tablespace": "set tablespace " + ("pg_default" if thing.above.fields.get("tablespace") else "gen_space")}
    for number, element in enumerate(elements, 1):
        if thing.statistics and not isinstance(element[0], Thing):
            said["statistics"] = f"alter column {number} set statistics {thing.statistics}"
    for what in thing.what:
        if what in said:
            yield (f"do $generated$begin execute (select format('alter index %s {said[what]}', i.indexrelid::regclass)"
                   f" from pg_partition_tree({literal(thing.above.path)}) t join pg_index i on i.indexrelid = t.relid"
                   f" where i.indrelid = {literal(thing.parent.path)}::regclass); end$generated$")


register("index_setting", "table",
         {"above": index_above, "what": lambda w, t: tuple(w.some(["set", "reset", "tablespace", "statistics"], 2)),
          "statistics": lambda w, t: w.rng.choice([10, 20, -1])},
         index_setting_say, weight=2, on=("partition",))


def policy_say(world, thing):
    text = f"CREATE POLICY {quote(thing.name)} ON {thing.parent.path}"
    text += " AS RESTRICTIVE" if thing.restrictive else ""
    text += f" FOR {thing.command}" + (f" TO {', '.join(map(quote, thing.roles))}" if thing.roles else "")
    if thing.command != "INSERT":
        text += f" USING ({flat(thing.using)})"
    if thing.command not in ("SELECT", "DELETE") and thing.check:
        text += f" WITH CHECK ({flat(thing.check)})"
    yield text


def policy_expr(world, thing):
    if world.chance(0.2):
        return ("current_user = 'x'",)
    if world.chance(0.15) and world.of("table"):
        other = world.rng.choice(world.of("table"))
        columns = all_columns(world, other)
        if columns and other is not thing.parent:
            column = world.rng.choice(columns)
            return ("exists (select 1 from ", other, " as o where o.", column, " is not null)")
    return check_expr(world, thing)


register("policy", "table",
         {"restrictive": lambda w, t: w.chance(0.2), "command": lambda w, t: w.rng.choice(["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"]),
          "roles": lambda w, t: tuple(w.some(["gen_reader", "Gen Writer"], 2)) if w.chance(0.3) else (), "using": policy_expr,
          "check": lambda w, t: policy_expr(w, t) if w.chance(0.5) else None},
         policy_say, weight=3, on=WITH_PARTITIONS, target=lambda t: f"POLICY {quote(t.name)} ON {t.parent.path}")


def rule_say(world, thing):
    where = f" WHERE {flat(thing.where)}" if thing.where else ""
    yield f"CREATE RULE {quote(thing.name)} AS ON {thing.event} TO {thing.parent.path}{where} DO {flat(thing.act)}"
    if thing.enabled:
        yield f"ALTER TABLE {thing.parent.path} {thing.enabled} RULE {quote(thing.name)}"


def rule_where(world, thing):
    if world.chance(0.5):
        return None
    column = world.pick(own_columns(world, thing.parent))
    return ("old." if thing.event != "INSERT" else "new.", column, " is null")


def rule_act(world, thing):
    """Nothing, or something done to another table."""
    if world.chance(0.5):
        return world.rng.choice(["INSTEAD NOTHING", "ALSO NOTHING", "ALSO SELECT 1", "ALSO NOTIFY changed"])
    other = world.pick([table for table in world.of("table") if table is not thing.parent and not table.fields.get("inherits")])
    column = world.pick([c for c in world.under(other, "column") if not c.generated and not c.identity])
    row = "old." if thing.event == "DELETE" else "new."
    mine = world.pick(own_columns(world, thing.parent))
    word = world.rng.choice(["ALSO", "INSTEAD"])
    return world.rng.choice([
        (word, " DELETE FROM ", other, " WHERE ", column, "::text = ", row, mine, "::text"),
        (word, " (INSERT INTO ", other, " (", column, ") VALUES (NULL)", "" if thing.where else "; NOTIFY changed", ")"),
        (word, " UPDATE ", other, " SET ", column, " = DEFAULT WHERE ", row, mine, " IS NOT NULL")])


register("rule", "table",
         {"event": lambda w, t: w.rng.choice(["UPDATE", "DELETE", "INSERT"]), "where": rule_where,
          "act": rule_act, "enabled": lambda w, t: w.rng.choice(["DISABLE", "ENABLE ALWAYS", "ENABLE REPLICA"]) if w.chance(0.2) else None},
         rule_say, weight=2, on=("table", "partition", "view"), target=lambda t: f"RULE {quote(t.name)} ON {t.parent.path}")


def statistics_columns(world, thing):
    columns = expressions.of_family(own_columns(world, thing.parent), "num", "text", "time", "enum", "bool")
    if world.chance(0.3):
        text, _ = expressions.value(world, [c for c in columns if not c.generated])
        return (text, *[c for c in world.some(columns, 2)])
    return tuple(world.some(columns, 3, 2))


register("statistics", "table",
         {"columns": statistics_columns, "home": elsewhere,
          "target": lambda w, t: w.rng.choice([10, 200]) if w.chance(0.2) else None,
          "what": lambda w, t: "" if w.chance(0.4) else f" ({', '.join(w.some(['ndistinct', 'dependencies', 'mcv'], 3))})"},
         lambda w, t: [f"CREATE STATISTICS {t.path}{t.what} ON {joined(t.columns)} FROM {t.parent.path}",
                       *([f"ALTER STATISTICS {t.path} SET STATISTICS {t.target}"] if t.target else [])],
         weight=2, on=WITH_PARTITIONS, target=lambda t: "STATISTICS " + t.path)
