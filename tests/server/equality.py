"""Random expressions and queries, in each place where they stand, in the words of a person.

Sound: what modelc calls equal without asking the server is equal to the server, for texts that differ in one
part or in their layout.  No false difference: models in a person's words are in sync after upgrade, and after
what the server prints of them was read again (pull into other models; dump and restore).

usage: equality.py [N] [SEED] [--seconds S] [--server debian|newest|all]

Runs N seeds (default 20), the first of them SEED, or seeds for S seconds.  What fails is printed with its seed
and its text.  The last line is "N seeds, N failed".
"""

import argparse
import collections
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

import psycopg2

import oracle
import servers
from generator import grammar
from project import MODELC, Project

TOOL = pathlib.Path(os.environ.get("SAME_EXPR", MODELC.parent / "tools" / "same_expr"))
QUERY = "statement"


class Speller:
    """The server's own spelling of a check, a default or a query, as the catalog would show it."""

    def __init__(self, server, database):
        server.query("postgres", f'drop database if exists "{database}" with (force)')
        server.create(database)
        self.server, self.database = server, database
        self.connection = server.connect(database)
        self.cursor = self.connection.cursor()
        self.cursor.execute(grammar.SETUP)
        self.columns = {type_: f"x{i}" for i, type_ in enumerate(grammar.DEFAULTS)}
        self.cursor.execute("create table dd ({})".format(", ".join(f"{name} {type_}" for type_, name in self.columns.items())))
        self.cache = {}

    def close(self):
        self.connection.close()
        self.server.query("postgres", f'drop database if exists "{self.database}" with (force)')

    def spell(self, type_, text, path="public"):
        """(the text as it is printed, the tree), or None when the server does not take it."""
        key = type_, text, path
        if key not in self.cache:
            self.cache[key] = self.ask(*key)
        return self.cache[key]

    def again(self, type_, text):
        """The same for what the server printed."""
        return self.spell(type_, text, "pg_catalog")

    def statements(self, type_, text):
        if type_ is None:
            return (f"alter table public.t add constraint cc check ({text}\n)", "select pg_get_expr(conbin, conrelid), conbin::text from pg_constraint where conname = 'cc'")
        if type_ == QUERY:
            return f"create temp view vv as {text}\n", "select rtrim(pg_get_viewdef('pg_temp.vv'::regclass), ';'), ''"
        return (f"alter table public.dd alter {self.columns[type_]} set default {text}\n",
                "select pg_get_expr(adbin, adrelid), adbin::text from pg_attrdef where adrelid = 'public.dd'::regclass")

    def ask(self, type_, text, path):
        make, read = self.statements(type_, text)
        try:
            self.cursor.execute(f"begin; set local search_path = {path};\n{make};\nset local search_path = pg_catalog; {read}")
            found = self.cursor.fetchall()
            # A default of NULL is none.
            return (found[0][0].strip(), re.sub(r":(stmt_)?(location|len) -?\d+", "", found[0][1])) if found else ("NULL", "")
        except psycopg2.Error:
            return None
        finally:
            self.cursor.execute("rollback")

    def is_same(self, type_, a, b):
        """Whether two texts that the server printed are one to it, perhaps when it has read them again."""
        if a == b:
            return True
        one, two = ({text, *(self.again(type_, text) or ())[:1]} for text in (a, b))
        return bool(one & two)


# What is called equal

def prove(triples):
    """For (model's text, catalog's text, type) whether modelc proves that they are the same."""
    data = "".join(f"{text}\0" for triple in triples for text in triple)
    done = subprocess.run([TOOL], input=data, capture_output=True, text=True, check=True,
                          env={"ASAN_OPTIONS": "detect_leaks=0", "PATH": os.environ["PATH"]})
    return [line == "1" for line in done.stdout.split()]


def places(rng, depth):
    """(type, template) of one expression or query."""
    return rng.choice([(None, "{bool}"), (None, "{bool}"), (None, rng.choice(["({int}) is null", "({text}) is null", "({when}) is null"])), (QUERY, "{query}"),
                       *[(type_, rng.choice(grammar.DEFAULTS[type_])) for type_ in [rng.choice(list(grammar.DEFAULTS))]] * 2])


def family(rng, size=10):
    """(type, texts): one, laid out in some ways, and others that differ in a part."""
    type_, template = places(rng, 2)
    tree = grammar.grow(rng, template, rng.choice([1, 1, 2, 3]))
    texts = [tree.text(), grammar.relaid(rng, tree.text()), f"({tree.text()})", *(grammar.mutated(rng, tree) for _ in range(size))]
    if type_ == QUERY:
        texts[2] = texts[0]
    return type_, list(dict.fromkeys(texts))


def questions(rng, speller, families):
    """(type, model's text, catalog's text, the server's spelling of the model's text)"""
    for _ in range(families):
        type_, texts = family(rng)
        taken = {text: own[0] for text, own in ((text, speller.spell(type_, text)) for text in texts) if own}
        catalogs = list(dict.fromkeys(taken.values()))
        for catalog in catalogs:
            yield from ((type_, text, catalog, own) for text, own in taken.items())
            yield from ((type_, own, catalog, own) for own in catalogs if own != catalog)


def soundness(seed, speller, families=60):
    """(complaints, how many were proved and how many not; of the texts that are equal, too)"""
    asked = list(questions(random.Random(seed), speller, families))
    proofs = prove([(model, catalog, type_ or "") for type_, model, catalog, _ in asked])
    assert len(proofs) == len(asked)
    # The catalog's own text is equal to it, although the server reads some of its texts as another tree: (- 1).
    wrong = [f"{type_ or 'check'}: {model}  =  {catalog}  but the server says  {own}"
             for (type_, model, catalog, own), proved in zip(asked, proofs)
             if proved and catalog != model and not speller.is_same(type_, own, catalog)]
    counted = collections.Counter("proved" if proved else "not proved" for proved in proofs)
    counted.update("equal, proved" if proved else "equal, for the server to say"
                   for (_, model, catalog, own), proved in zip(asked, proofs) if own == catalog != model)
    return wrong, counted


# No false difference

def c_string(text):
    """The text as a C string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t").replace("??", "?\\?") + '"'


class Text:
    """One text in its place: a name, the DDL that tries it, and how the models say it: in the struct `t`, in a table
    of its own, as a statement in a file, or by itself."""

    def __init__(self, name, text, ddl, in_struct=None, in_file=None, table=None, in_header=None):
        self.name, self.text, self.ddl = name, text, ddl
        self.in_struct, self.in_file, self.table, self.in_header = in_struct, in_file, table, in_header


def check(rng, name, grow):
    text = grow("{bool}")
    return Text(name, text, f"alter table t add constraint {name} check ({text}\n)", f"    PG_ALSO(constraint {name} check ({c_string(text)}));")


def index(rng, name, grow):
    key, where = grow(rng.choice(["{text}", "{int}", "{json} ->> 'a'", "{when}"])), grow("{bool}")
    return Text(name, f"({key}) where {where}", f"create index {name} on t (({key}\n)) where {where}\n",
                f"    PG_ALSO(index {name} ({c_string(key)}) where {c_string(where)});")


def kept_index(rng, name, grow):
    key = grow(rng.choice(["{text}", "{int}", "{when}"]))
    ddl = f"create index {name} on kept (({key}\n)) where {grow('{bool}')}\n"
    return Text(name, key, ddl, in_file=ddl)


def generated(rng, name, grow):
    type_ = rng.choice(["int", "text", "varchar(20)", "numeric(10,2)", "boolean", "jsonb", "bigint", "int[]", "interval"])
    symbol = {"int": "{int}", "bigint": "{int}", "numeric(10,2)": "{decimal}", "boolean": "{bool}", "jsonb": "{json}", "int[]": "{ints}", "interval": "{span}"}.get(type_, "{text}")
    text, kept = grow(symbol), rng.choice(["stored", "virtual"])
    return Text(name, text, f"alter table t add {name} {type_} generated always as ({text}\n) {kept}",
                f"    char *{name} PG({type_} null generated always as ({c_string(text)}) {kept});")


def default(rng, name, grow):
    type_ = rng.choice(list(grammar.DEFAULTS))
    text = grow(rng.choice(grammar.DEFAULTS[type_]))
    return Text(name, text, f"alter table dd add {name} {type_} default {text}\n", table=f"    char *{name} PG({type_} null default {c_string(text)});")


def policy(rng, name, grow):
    using, check_ = grow("{bool}"), grow("{bool}")
    return Text(name, f"{using} / {check_}", f"create policy {name} on t using ({using}\n) with check ({check_}\n)",
                f"    PG_ALSO(policy {name} using ({c_string(using)}) with check ({c_string(check_)}));")


def trigger(rng, name, grow):
    text = grammar.COLUMNS.sub(lambda match: rng.choice(["new.", "old.", "NEW."]) + match[0].split(".")[-1], grow("{bool}"))
    ddl = f"create trigger {name} before update on t for each row when ({text}\n) execute function noop()"
    return Text(name, text, ddl, in_file=ddl)


def view(rng, name, grow):
    text = grow("{query}")
    ddl = f"create view {name} as {text}\n"
    return Text(name, text, ddl, in_file=ddl)


def materialized(rng, name, grow):
    text = grow("{query}")
    return Text(name, text, f"create materialized view {name} as {text}\nwith no data", in_file=f"create materialized view {name} as {text}\n")


def function(rng, name, grow):
    if rng.random() < 0.1:
        text = (f"create function {name}(p int) returns table (one int, two text) language sql begin atomic merge into app.u using t on u.id = {grow('{int}')} "
                f"when matched and {grow('{bool}')} then update set name = b when not matched by source then delete when not matched then do nothing returning u.id, u.name; end")
    elif rng.random() < 0.5:
        text = f"create function {name}(int) returns text language sql return ({grammar.COLUMNS.sub(lambda match: match[0], grow('{text}'))})"
    else:
        text = f"create function {name}(p int) returns table (one text, two text) language sql begin atomic {grow('{query}')}; end"
    return Text(name, text, text, in_file=text)


def domain(rng, name, grow):
    base, symbol, value = rng.choice([("int", "{int}", "{number}"), ("text", "{text}", "{string}"), ("varchar(20)", "{text}", "{string}"), ("numeric(5,2)", "{decimal}", "{number}"),
                                      ("timestamptz", "{when}", "{now}"), ("int[]", "{ints}", "{ints}")])
    text = grammar.COLUMNS.sub(rng.choice(["value", "VALUE"]), grow(rng.choice(["{bool}", symbol + " is not null", symbol + " {comparison} " + symbol])))
    default_ = grammar.COLUMNS.sub("null", grow(value))
    return Text(name, f"{default_} / {text}", f"create domain {name} as {base} default {default_}\ncheck ({text}\n)",
                in_header=f"typedef char *{name} PG(domain {name} {base} default {c_string(default_)} check ({c_string(text)}));")


def partitioned(rng, name, grow):
    key, low, high = rng.choice([("a", "1", "100"), ("(a + 1)", "1 + 1", "100::int"), ("e", "'2020-01-01'", "'2021-01-01 00:00:00+02'"), ("(lower(b))", "'a'", "'z'::text"), ("h", "date '2020-01-01'", "'20210101'"),
                                 ("c", "'a'", "'b' || 'c'"), ("(e at time zone 'utc')", "'2020-01-01'", "'2021-01-01'"), ("a, lower(b)", "1, minvalue", "2, 'x'"), ("d", "-1", "1.50"), ("((o ->> 'a'))", "minvalue", "'x'")])
    columns = "a int, b text, c varchar(20), d numeric(5,2), e timestamptz, h date, o jsonb"
    struct = "\n".join(f"    char *{column.split()[0]} PG({column.split(None, 1)[1]} null);" for column in re.split(r", (?=\w)", columns))
    return Text(name, f"{key} from {low} to {high}", f"create table {name} ({columns}) partition by range ({key}); create table {name}_1 partition of {name} for values from ({low}) to ({high})",
                in_header=f"struct PG(table {name}) {name} {{\n{struct}\n    PG_ALSO(partition by range ({key}));\n    PG_ALSO(partition {name}_1 for values from ({low}) to ({high}));\n}};")


def rule(rng, name, grow):
    text = f"create rule {name} as on update to t where {grow('{bool}')} do also {grow('{select}')}"
    return Text(name, text, text, in_file=text)


def statistics(rng, name, grow):
    one, two = grow("{text}"), grow("{int}")
    return Text(name, f"({one}), ({two})", f"create statistics {name} on ({one}\n), ({two}\n) from t", f"    PG_ALSO(statistics {name} on ({c_string(one)}), ({c_string(two)}));")


def exclusion(rng, name, grow):
    # Of two that are equal in one statement PostgreSQL makes one.
    key, where = grow("{range}"), f"({grow('{bool}')}) and id <> {name.split('_')[-1]}"
    return Text(name, f"({key}) where {where}", f"alter table t add constraint {name} exclude using gist (({key}\n) with &&) where ({where}\n)",
                f"    PG_ALSO(constraint {name} exclude using gist ({c_string(key)} with &&) where ({c_string(where)}));")


PLACES = [check, check, check, check, index, index, index, kept_index, generated, default, default, default, policy, trigger, trigger, view, view, view, materialized, function, function, domain, domain, partitioned, rule, statistics, exclusion]
MORE = "create function noop() returns trigger language plpgsql as 'begin return new; end'; create table dd (id int primary key); create materialized view kept as select * from t"


class Setup:
    """A server's database with what all texts need, and the models that pull makes of it."""

    def __init__(self, server, name):
        self.server, self.name = server, name
        self.create(name)
        server.query(name, grammar.SETUP + ";" + MORE)
        self.connection = server.connect(name)
        self.models = None

    def create(self, database):
        self.server.query("postgres", f'drop database if exists "{database}" with (force)')
        self.server.create(database)

    def close(self):
        self.connection.close()
        self.server.query("postgres", f'drop database if exists "{self.name}" with (force)')

    def takes(self, ddl):
        with self.connection.cursor() as cursor:
            try:
                cursor.execute(f"begin; set local client_min_messages = error;\n{ddl}")
                return True
            except psycopg2.Error:
                return False
            finally:
                cursor.execute("rollback")

    def texts(self, seed, count):
        """That many texts which the server takes."""
        rng, found, tried = random.Random(seed), [], 0
        while len(found) < count and tried < count * 50:
            tried += 1
            depth = rng.choice([0, 1, 1, 2])

            def grow(symbol, depth=depth):
                text = grammar.grow(rng, symbol, depth).text()
                return grammar.relaid(rng, text, grammar.SPACES) if rng.random() < 0.3 and symbol not in ("{query}", "{select}") else text

            make = rng.choice(PLACES)
            text = make(rng, f"{make.__name__}_{len(found)}", grow)
            if self.takes(text.ddl):
                found.append(text)
        return found

    def write_models(self, project, texts):
        if self.models is None:
            project.run("pull", "--database", self.server.url(self.name), "--out", "models")
            self.models = {path.name: path.read_text() for path in project.models.iterdir()}
        for name, content in self.models.items():
            (project.models / name).write_text(content)
        for name, lines in (("t", [text.in_struct for text in texts if text.in_struct]), ("dd", [text.table for text in texts if text.table])):
            path = project.models / f"{name}.h"
            path.write_text(path.read_text().replace("\n};", "\n" + "\n".join(lines) + "\n};"))
        (project.models / "more.sql").write_text("".join(f"{text.in_file};\n\n" for text in texts if text.in_file))
        (project.models / "more.h").write_text('#pragma once\n\n#include <modelc.h>\n#include "t.h"\n\n'
                                                 + "".join(f"{text.in_header}\n\n" for text in texts if text.in_header) + 'PG_ALSO(file "more.sql");\n')


class Loop:
    """What a person does with such models; each step is one that may find a difference where none is."""

    def __init__(self, setup):
        self.setup, self.server = setup, setup.server

    def project(self, name):
        folder = tempfile.mkdtemp(prefix="modelc-equality-")
        self.server.query("postgres", f'drop database if exists "{name}" with (force)')
        return Project(folder, self.server, name)

    def run(self, texts):
        """[(step, what is said)] of all that is wrong."""
        one, two = self.project(self.setup.name + "_1"), self.project(self.setup.name + "_2")
        try:
            return list(self.steps(one, two, texts))
        finally:
            for project in (one, two):
                project.close()
                shutil.rmtree(project.folder)

    def steps(self, one, two, texts):
        self.setup.write_models(one, texts)
        for words in (["autogen", "-m", "all", "--allow", "all"], ["upgrade"]):
            result = one.run(*words, expect=None)
            if result.status:
                yield words[0], str(result)
                return
        yield from self.differences("after upgrade", one, one.url)
        yield from self.quiet("pull", one, "pull")
        yield from self.differences("after pull", one, one.url)
        # Other models, in the server's words, and a database that has read those.
        result = two.run("pull", "--database", one.url, "--out", "models", expect=None)
        if result.status:
            yield "pull elsewhere", str(result)
            return
        result = two.run("autogen", "-m", "all", "--allow", "all", expect=None)
        if result.status == 0:
            result = two.run("upgrade", expect=None)
        if result.status:
            yield "pulled and made", str(result)
            return
        yield from self.differences("pulled and made", two, two.url)
        for project in (one, two):
            project.sql(f"drop table {oracle.LEDGER}")
        yield from self.differences("pulled", two, one.url)
        yield from self.differences("pulled and made, the first models", one, two.url)

    def quiet(self, step, project, *words):
        result = project.run(*words, expect=None)
        if result.status or result.out or result.err:
            yield step, str(result)

    def differences(self, step, project, database):
        result = project.run("diff", "--format", "json", database, "models", expect=None)
        if result.status == 0:
            return
        try:
            found = json.loads(result.out)
        except ValueError:
            yield step, str(result)
            return
        for operation in found.get("operations", []):
            yield step, f"{operation['verb']} {operation['kind']} {operation['path']}\n" + "\n".join(part for part in re.split(r"\n\n", found["sql"]) if operation["path"].split(".")[-1] in part)
        if not found.get("operations"):
            yield step, str(result)


def false_differences(seed, setup, count=120):
    """(complaints, how many texts)"""
    texts = setup.texts(seed, count)
    said = []
    for step, complaint in Loop(setup).run(texts):
        culprits = [text for text in texts if re.search(rf"\b{text.name}\b", complaint)]
        said.append(f"{step}: {complaint}\n" + "\n".join(f"  {text.name}: {text.text}" for text in culprits[:5]))
    return said, len(texts)


def main():
    parser = argparse.ArgumentParser(prog="./dev equality")
    parser.add_argument("count", type=int, nargs="?", default=20)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--seconds", type=int, help="go on for that long instead of COUNT seeds")
    parser.add_argument("--server", choices=[*servers.bindirs(), "all"], default="all")
    options = parser.parse_args()
    labels = list(servers.bindirs()) if options.server == "all" else [options.server]
    running = [servers.Server(servers.bindirs()[label]) for label in labels]
    count, failed, facts = 0, 0, collections.Counter()
    end = time.monotonic() + options.seconds if options.seconds else None
    print(f"the first seed is {options.seed}", flush=True)
    try:
        tools = [(server, Speller(server, "spelled"), Setup(server, "setup")) for server in running]
        seed = options.seed
        while time.monotonic() < end if end else seed < options.seed + options.count:
            server, speller, setup = tools[seed % len(tools)]
            wrong, counted = soundness(seed, speller)
            speller.cache.clear()
            more, texts = false_differences(seed, setup)
            facts.update(counted)
            facts["texts in models"] += texts
            for complaint in wrong + more:
                print(f"FAIL seed {seed} on {labels[seed % len(labels)]}: {complaint}\n", flush=True)
            count, failed, seed = count + 1, failed + bool(wrong + more), seed + 1
    finally:
        for server in running:
            server.stop()
    print(", ".join(f"{number} {what}" for what, number in facts.items()))
    print(f"{count} seeds, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
