"""Pairs of generated schemas, each taken through what a person does who moves from a database.

One database holds A, another B.  `pull` writes the models of B; autogen writes the revision that leads
from A there; after upgrade A is B, and check and the snapshot say so; after downgrade it is what it was.
Every fifth pair pulls B over models of A that a person has edited.

usage: pairs.py [N] [SEED] [--seconds S] [--server debian|newest|all] [--kinds table,index,…] [--minimise] [--all]

Runs N pairs (default 200), the first of them SEED (default 1), or pairs for S seconds, on as many
processors as there are.  What fails is printed with its seed and how to repeat it, once for each kind of
failure, and with --minimise with the least SQL that fails alike.  The last line is "N pairs, N failed".
"""

import argparse
import collections
import dataclasses
import json
import multiprocessing
import os
import pathlib
import re
import shutil
import sys
import tempfile
import time

import psycopg2

import by_hand
import generator
import oracle
import rows
import servers
from project import MODELC_NEWEST, Project

ROLES = """do $$begin
    if to_regrole('gen_reader') is null then create role gen_reader; create role "Gen Writer"; end if;
end$$"""


def prepare(server):
    """What generated schemas name that belongs to the whole server."""
    server.query("postgres", ROLES)
    if not server.query("postgres", "select 1 from pg_tablespace where spcname = 'gen_space'"):
        # A folder of its own inside the data directory.
        connection = server.connect("postgres")
        with connection.cursor() as cursor:
            cursor.execute("set allow_in_place_tablespaces = on")
            cursor.execute("create tablespace gen_space location ''")
        connection.close()


# Which kind of schema/kinds.def manages what the generator calls otherwise.
MANAGED_BY = {"procedure": "function", "aggregate": "function", "view_column": "view", "range": "range_type", "period_key": "foreign_key",
              "default_privileges": "default_privilege", "trigger_state": "inherited_trigger", "index_setting": "inherited_index", "heir_setting": "column_setting"}


def managed_kinds():
    """The generator's kinds that modelc manages."""
    text = (servers.ROOT / "schema" / "kinds.def").read_text(encoding="utf-8")
    known = set(re.findall(r"^KIND\(\w+,\s*(\w+)\)", text, re.MULTILINE))
    return [kind for kind in generator.world.KINDS if {kind, MANAGED_BY.get(kind)} & known]


def create_database(server, name):
    """A fresh one, in the place of one of that name."""
    server.query("postgres", f'drop database if exists "{name}" with (force)')
    server.create(name)


def load(server, database, statements):
    """Run them one by one; returns what the server took and what it refused.

    What is random may be nonsense (a default that does not fit); such a statement is left out, and what
    needs it with it.
    """
    taken, refused = [], []
    connection = server.connect(database)
    with connection.cursor() as cursor:
        for statement in statements:
            try:
                cursor.execute(statement)
                taken.append(statement)
            except psycopg2.Error as error:
                refused.append((statement, str(error)))
    connection.close()
    return taken, refused


def script(statements):
    return "".join(f"{statement};\n" for statement in statements)


def schemas(seed, kinds=None, version=15):
    """Two schemas: what is there, and what is wanted; often a few changes apart, as most are."""
    first = generator.new_world(seed, generator.few_kinds(seed, kinds) if seed % 11 in (3, 8) else kinds, version=version)
    if seed % 4 == 3:
        return first, generator.new_world(seed + 1_000_000, kinds, version=version)
    return first, generator.mutated(first, seed, len(first.things) if seed % 4 == 1 else None)


def says_renamed(seed):
    """Whether each question about a rename is answered with yes; else all is dropped and made."""
    return seed % 3 == 0


LAYOUTS = ("table", "schema", "single")


def layout_of(seed):
    """How the models of A are laid out over which B is pulled; None: there are none."""
    return LAYOUTS[seed // 5 % 3] if seed % 5 == 2 else None


def flat_and(text):
    """((a AND b) AND c) is (a AND b AND c) when PostgreSQL reads it: BETWEEN alone makes the other; OR alike."""
    opened = []
    for match in re.finditer(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[()]", text):
        if match[0] == "(":
            opened.append(match.start())
        elif match[0] == ")" and opened:
            begin = opened.pop()
            for word in ("AND", "OR"):
                if text[begin - 1:begin] == "(" and re.match(rf" {word}\s", text[match.end():]) and joins_all(text[begin + 1:match.start()], word):
                    return flat_and(text[:begin] + text[begin + 1:match.start()] + text[match.end():])
    return text


def joins_all(text, word):
    """Whether the word stands between parts of the text, and no other."""
    depth, found = 0, set()
    for match in re.finditer(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[()]| (?:AND|OR)\s", text):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0 and match[0].strip() in ("AND", "OR"):
            found.add(match[0].strip())
    return found == {word}


# A name as PostgreSQL quotes it.
NAME = r'(?:"(?:[^"]|"")*"|[^" .]+)'

# A list of strings as JSON has it.
STRINGS = r'\[(?:"(?:[^"\\]|\\.)*"[, ]*)*\]'

# An item of a list as PostgreSQL prints it; a string ends where it ends, whatever is in it.
ITEM = r"""(?:'(?:[^']|'')*'|"[^"]*"|[^][(),'"])+"""


def unquoted(name):
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def without_heirs_not_null(catalog):
    """Of NOT NULL constraints of columns that are inherited alone not the name, whether it is valid, its comment, nor that the heir says it too: these are counted alone."""
    inherited = {line[13:].split(" | ")[0] for line in catalog if line.startswith("pg_attribute ") and " | attislocal=true" not in line}

    described = set()

    def settle(line):
        match = re.match(rf"(?s)pg_constraint .*?( \| conbin=NOT NULL .* \| conkey=({STRINGS}) \| contype=n.*)", line)
        name = json.loads(match[2])[0] if match else ""
        for end in ["." + name, '."' + name.replace('"', '""') + '"']:
            for key in inherited if match else ():
                table = key[:-len(end)]
                if key.endswith(end) and line.startswith(f"pg_constraint {table} "):
                    # Inherited too: SET NOT NULL of the heir, then of its parent; no statement gives it the parent's name.
                    said = match[1].replace(" | conislocal=true", "") if "coninhcount=" in line else match[1]
                    called = unquoted(line[len(f"pg_constraint {table} "):match.start(1)])
                    described.add(f"pg_description constraint {called} on table {table} |")
                    return f"pg_constraint {table} …" + re.sub(r" NOT VALID(?= )| \| convalidated=true", "", said)
        return line

    catalog = sorted(settle(line) for line in catalog)
    return [line for line in catalog if not line.startswith(tuple(described))]


def without_not_null_of_keys(catalog):
    """Of NOT NULL that an heir has from above, and its primary key needs too, not the name, nor whether it is the heir's own as well.

    It is where the key stands in CREATE TABLE, and not where ADD PRIMARY KEY finds the column so; models say the key.
    """
    keys = {}
    for line in catalog:
        if match := re.match(rf"(?s)pg_constraint ({NAME}(?:\.{NAME})?) .* \| conkey=({STRINGS}) .*contype=p", line):
            keys[match[1]] = json.loads(match[2])

    def settle(line):
        match = re.match(rf"(?s)pg_constraint ({NAME}(?:\.{NAME})?) {NAME}( \| conbin=NOT NULL .* coninhcount=.* \| conkey=({STRINGS}) \| contype=n.*)", line)
        if not match or json.loads(match[3])[0] not in keys.get(match[1], ()):
            return line
        return f"pg_constraint {match[1]} …{match[2].replace(' | conislocal=true', '')}"

    return sorted(settle(line) for line in catalog)


def without_first_names(catalog):
    """Of NOT NULL that an heir of several tables has from above alone not the name: it is that of the one that had it first, which may have left."""
    several = {line[12:].split(" | ")[0] for line in catalog if re.match(r"(?s)pg_inherits .* \| inhseqno=[2-9]", line)}

    def settle(line):
        match = re.match(rf"(?s)pg_constraint ({NAME}(?:\.{NAME})?) {NAME}( \| conbin=NOT NULL (?!.* conislocal=).* coninhcount=.* contype=n.*)", line)
        return f"pg_constraint {match[1]} …{match[2]}" if match and match[1] in several else line

    return sorted(settle(line) for line in catalog)


def without_names_of_parts(catalog, parts):
    """Of a partition's part of an index not the name, nor of a key: PostgreSQL chooses it, and it stays when the partition is renamed.

    Nor ASC and DESC, which one that was there before its table's keeps; that is counted alone.
    """
    for line in catalog:
        key = line[9:].split(" | ")[0]
        said = re.search(r'(?s)indpred=CREATE (?:UNIQUE )?INDEX (\w+|"(?:[^"]|"")*") (ON .*?) \| ind', line)
        if not line.startswith("pg_index ") or key not in parts or not said:
            continue
        shown = re.sub(r"( DESC)?( NULLS (FIRST|LAST))?(?=[,)])", "", said[2])
        for at, other in enumerate(catalog):
            if key in other or said[1] in other:
                other = re.sub(r"(?<![\w$\".])" + re.escape(key) + r"(?![\w$\"])", lambda _: f"part {shown}", other)
                other = other.replace(f"INDEX {said[1]} {said[2]}", f"INDEX part {shown}")
                if other.startswith(f"pg_class part {shown} |"):
                    other = re.sub(r"(?s) \| relname=.*? \| relowner=", " | relowner=", other)
                catalog = [*catalog[:at], other, *catalog[at + 1:]]
    return sorted(re.sub(rf"(?s)^(pg_constraint {NAME}(?:\.{NAME})? ){NAME}( \| .* conindid=part ON .* conparentid=)", r"\1…\2", line)
                  for line in catalog)


def settled(catalog):
    """The same without what PostgreSQL spells otherwise each time it reads its own spelling.

    An IN list of varchar is ANY ((ARRAY['a'::varchar])::text[]) at first, and read again it is
    ANY (ARRAY[('a'::varchar)::text]).
    """

    def respell(match):
        return "ARRAY[" + ", ".join(f"({item.strip()})::{match[2]}" for item in re.findall(ITEM, match[1])) + "]"

    # A domain that takes the place of another finds the name of its NOT NULL taken.
    catalog = [re.sub(r'(?s)^(pg_constraint .*_not_null)\d+("? \|.* contype=n)', r"\1\2", line) for line in catalog]
    # An heir that is made before a constraint is NOT VALID too, one that is made after is valid.
    catalog = [re.sub(r" NOT VALID(?= )| \| convalidated=true", "", line) if re.match(r"(?s)pg_constraint .* coninhcount=", line) else line
               for line in catalog]
    # What an heir says of a check that it has from above as well leaves no other trace while it has that.
    catalog = [line.replace(" | conislocal=true", "") if re.match(r"(?s)pg_constraint .* coninhcount=.* contype=c", line) else line for line in catalog]
    catalog = without_heirs_not_null(without_not_null_of_keys(catalog))
    catalog = without_first_names(catalog)
    parts = {line[9:].split(" | ")[0] for line in catalog if re.match(r"(?s)pg_class .* \| relispartition=true \| relkind=[iI]", line)}
    catalog = without_names_of_parts(catalog, parts)
    return [flat_and(re.sub(rf"\(ARRAY\[({ITEM}(?:,{ITEM})*)\]\)::([\w ]+)\[\]", respell, line)) for line in catalog]


def statements(seed, kinds=None, left_out=(), version=15):
    """Both schemas of a seed as SQL for a server of that version."""
    return tuple([text for text in world.statements() if not any(re.search(pattern, text) for pattern in left_out)]
                 for world in schemas(seed, kinds or managed_kinds(), version))


class Failure(Exception):
    """`step` went wrong; `says` is what about it is the same for the same fault."""

    def __init__(self, step, text, says=""):
        super().__init__(text)
        self.step, self.text = step, text
        self.signature = step + ": " + says


def normalised(text):
    """The first complaint, without the names in it."""
    lines = [line for line in text.split("\n") if re.search(r"error: |Sanitizer|Assertion|Detected", line)]
    line = lines[0] if lines else text[:100]
    line = re.sub(r"^\S+?:\d+:\d+: |^.*?migrations/\S+ ", "", line)
    code = re.search(r"\[(MC?\d+)", line)
    return (code.group(1) + " " if code else "") + re.sub(r"\"[^\"]*\"|'[^']*'|\d+|public\S*", "…", line)[:90]


class Refused(Exception):
    """modelc says that PostgreSQL has no way from A to B, and writes nothing."""


class Unloaded(AssertionError):
    """The server refuses a statement of A or of B."""


# A column cannot become a table's own while it is inherited, nor another type while two tables hand it down.
NO_WAY = {"MC112", "MC113"}


class Pair:
    """A and B as statements, and the loop over them in a folder that goes away."""

    def __init__(self, server, name):
        self.server, self.name = server, name
        self.renames = False  # whether what may have been renamed was
        self.snapshot = True  # whether another database can hold what it says
        self.sanitized = True  # whether what follows autogen meets the sanitizers too
        self.layout = None  # of models of A over which B is pulled
        self.version = int(server.version) // 10000
        prepare(server)

    def run(self, a, b, random=False):
        """Raises Failure, or Refused; of `random` statements the server may refuse some."""
        folder = tempfile.mkdtemp(prefix="modelc-pair-")
        project = None
        try:
            server_b = self.name + "_b"
            self.server.create(server_b)
            project = Project(folder, self.server, self.name + "_a")
            for database, statements in ((project.database, a), (server_b, b)):
                _, refused = load(self.server, database, statements)
                if refused and not random:
                    raise Unloaded(refused)
            self.loop(project, server_b)
        finally:
            if project:
                project.close()
            self.server.query("postgres", f'drop database if exists "{self.name}_b" with (force)')
            shutil.rmtree(folder)

    def loop(self, project, wanted):
        start, goal = project.catalog(), oracle.catalog(self.server, wanted)
        tables = rows.insert(self.server, project.database, wanted, self.renames)
        holds, held = (rows.read(self.server, project.database, tables, how) for how in (rows.Table.as_wanted, rows.Table.as_undone))
        if self.renames:
            with project.released():
                self.take_over(project)
        self.pull(project, wanted)
        if self.renames:
            self.step(project, "autogen", "autogen", "-m", "sync", answers="y\n" * 200)
        else:
            self.step(project, "autogen", "autogen", "-m", "sync", "--allow", "all")
        if not self.sanitized:
            project.program = MODELC_NEWEST
        self.step(project, "upgrade", "upgrade")
        self.compare(project, "after upgrade", goal)
        self.compare_rows(project, "after upgrade", holds, rows.read(self.server, project.database, tables, rows.Table.after))
        self.step(project, "check", "check")
        if self.snapshot and (project.folder / "migrations" / "schema.json").exists():
            self.step(project, "diff", "diff", "migrations/schema.json", "db")
        self.step(project, "downgrade", "downgrade", "-1" if self.renames else "base")
        self.compare(project, "after downgrade", start)
        self.compare_rows(project, "after downgrade", held, rows.read(self.server, project.database, tables, rows.Table.before))

    def pull(self, project, wanted):
        """The models of B, which compile without a word."""
        self.pull_files(project, wanted)
        said = self.step(project, "compile", "compile").err
        if said:
            raise Failure("compile", f"{said}\n{self.files(project)}", "says " + normalised(said.splitlines()[0]))

    def pull_files(self, project, wanted):
        """Over the models of A what has changed alone; again nothing."""
        arguments = ["pull", "--database", self.server.url(wanted), "--out", "models"]
        if not self.layout:
            self.step(project, "pull", *arguments)
            return
        arguments += ["--layout", self.layout]
        self.step(project, "pull A", *arguments[:2], project.url, *arguments[3:])
        hand = by_hand.Hand(project.models, has_long_names=self.layout == "single")
        hand.edit()
        try:
            self.step(project, "pull", *arguments)
            if hand.lost():
                raise Failure("pull", f"{hand.lost()}\n{self.files(project)}", "loses what was written by hand")
        except Failure as failure:
            if "MC817" not in failure.signature:
                raise
            self.forget_models(project)  # no table of B is one of A: modelc asks whether it is the right database
            self.step(project, "pull", *arguments)
        again = self.step(project, "pull again", *arguments)
        if again.out:
            raise Failure("pull again", f"{again}\n{self.files(project)}", "changes files")

    @staticmethod
    def forget_models(project):
        for path in list(project.models.iterdir()):
            path.unlink()

    def take_over(self, project):
        """Models of A and a revision: nobody asks what was renamed in a database that is new to modelc."""
        self.step(project, "pull A", "pull", "--out", "models")
        self.step(project, "revision", "revision", "-m", "start")
        self.step(project, "first upgrade", "upgrade")
        self.step(project, "check A", "check")
        self.forget_models(project)

    def step(self, project, step, *arguments, answers=None):
        """Run modelc, on a terminal where it gets answers."""
        try:
            result = project.on_terminal(answers, *arguments) if answers else project.run(*arguments, expect=None)
        except AssertionError as error:
            raise Failure(step, str(error), "sanitizer " + normalised(str(error))) from None
        refusals = re.findall(r"error: .*\[(MC?\d+)", result.err) if step == "autogen" else []
        if result.status != 0 and refusals and set(refusals) <= NO_WAY and len(project.revisions()) == self.renames:
            raise Refused(refusals[0])
        if result.status != 0:
            raise Failure(step, f"{result}\n{self.files(project)}", normalised(result.err + result.out))
        return result

    def compare(self, project, step, goal):
        different = oracle.differences(settled(goal), settled(project.catalog()))
        if different:
            kinds = collections.Counter(re.findall(r"^[-+](pg_\w+)", different, re.MULTILINE))
            raise Failure(step, f"{different}\n{self.files(project)}", " ".join(sorted(kinds)))

    def compare_rows(self, project, step, held, holds):
        different = oracle.differences(held, holds)
        if different:
            raise Failure(step, f"{different}\n{self.files(project)}", "rows")

    def files(self, project):
        texts = []
        for path in [*sorted(project.models.rglob("*")), *project.revisions()]:
            if path.is_file():
                texts.append(f"==== {path.relative_to(project.folder)}\n{path.read_text(encoding='utf-8')}")
        return "\n".join(texts)


def reduced(items, fails):
    """The fewest items that still fail: chunks are left out, ever smaller ones."""
    size = max(1, len(items) // 2)
    while True:
        at = 0
        while at < len(items):
            fewer = items[:at] + items[at + size:]
            if fails(fewer):
                items = fewer
            else:
                at += size
        if size == 1:
            return items
        size = max(1, size // 2)


def minimised(pair, a, b, signature):
    """A and B with as little in them as fails alike."""

    def fails(a, b):
        try:
            pair.run(a, b, random=True)
        except Failure as failure:
            return failure.signature == signature
        except Exception:
            return False
        return False

    def without(items):
        return [text for text, in_a, _ in items if in_a], [text for text, _, in_b in items if in_b]

    items = [(text, True, text in b) for text in a] + [(text, False, True) for text in b if text not in a]
    order = {text: i for i, text in enumerate(b)}
    items = reduced(items, lambda fewer: fails(without(fewer)[0], sorted(without(fewer)[1], key=lambda text: order[text])))
    a, b = without(items)
    b.sort(key=lambda text: order[text])
    for lines in sorted({line for text in [*a, *b] for line in text.split("\n")[1:-1]}):
        fewer_a, fewer_b = ([without_line(text, lines) for text in texts] for texts in (a, b))
        if fails(fewer_a, fewer_b):
            a, b = fewer_a, fewer_b
    return a, b


def without_line(statement, line):
    if not re.match(r"CREATE (UNLOGGED )?TABLE", statement):
        return statement
    lines = [other for other in statement.split("\n") if other.rstrip(",") != line.rstrip(",")]
    return re.sub(r",\n\)", "\n)", "\n".join(lines))


# Many pairs

REFUSED = "refused"
workers = {}  # of this process: the server's label → Pair


def start_worker(labels):
    for label in labels:
        running = servers.Server(servers.bindirs()[label])
        workers[label] = Pair(running, f"pair_{os.getpid()}")
        multiprocessing.util.Finalize(running, running.stop, exitpriority=10)


def run_seed(job):
    """(job, what failed or None, the text of it)."""
    worker = workers[job.label]
    try:
        first, second = statements(job.seed, job.kinds, job.left_out, worker.version)
        worker.renames, worker.layout = says_renamed(job.seed), layout_of(job.seed)
        worker.run(first, second, random=True)
    except Failure as failure:
        text = failure.text
        if job.minimise:
            a, b = minimised(worker, first, second, failure.signature)
            try:
                worker.run(a, b, random=True)
            except Failure as least:
                text = f"{least.text}\n==== A\n{script(a)}==== B\n{script(b)}"
        return job, failure.signature, text
    except Refused:
        return job, REFUSED, ""
    except Exception as error:
        return job, f"broken: {type(error).__name__}", repr(error)
    return job, None, ""


@dataclasses.dataclass
class Job:
    seed: int
    label: str
    kinds: list
    left_out: list
    minimise: bool

    def __str__(self):
        return f"./dev pairs 1 {self.seed} --server {self.label} --minimise"


def batches(options):
    """Jobs: all at once, or a few at a time until the seconds are over."""
    labels = list(servers.bindirs()) if options.server == "all" else [options.server]
    left_out = [options.without] if options.without else []
    end = time.monotonic() + options.seconds if options.seconds else None
    seed, size = options.seed, 8 * options.j if end else options.count
    while True:
        yield [Job(at, labels[at % len(labels)], options.kinds.split(","), left_out, options.minimise) for at in range(seed, seed + size)]
        seed += size
        if end is None or time.monotonic() > end:
            return


def main():
    parser = argparse.ArgumentParser(prog="./dev pairs")
    parser.add_argument("count", type=int, nargs="?", default=200)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--seconds", type=int, help="go on for that long instead of COUNT pairs")
    parser.add_argument("--server", choices=[*servers.bindirs(), "all"],
                        default="all" if os.environ.get("TEST_SERVERS") else "debian")
    parser.add_argument("--kinds", default=",".join(managed_kinds()))
    parser.add_argument("--without", metavar="PATTERN", help="leave out the statements that match")
    parser.add_argument("--minimise", action="store_true", help="find the least SQL that fails alike")
    parser.add_argument("--all", action="store_true", help="print each failure, not one of each kind")
    parser.add_argument("-j", type=int, default=os.cpu_count())
    options = parser.parse_args()
    found, count, refused = collections.Counter(), 0, 0
    labels = list(servers.bindirs()) if options.server == "all" else [options.server]
    print(f"the first seed is {options.seed}", flush=True)
    with multiprocessing.Pool(options.j, start_worker, (labels,)) as pool:
        for jobs in batches(options):
            for job, signature, text in pool.imap_unordered(run_seed, jobs):
                count += 1
                if count % 500 == 0:
                    print(f"{count} pairs, {sum(found.values())} failed so far", flush=True)
                refused += signature == REFUSED
                if not signature or signature == REFUSED:
                    continue
                found[signature] += 1
                if options.all or found[signature] == 1:
                    print(f"FAIL seed {job.seed}: {signature}\nagain: {job}\n{text}\n", flush=True)
        pool.close()
        pool.join()
    for signature, times in found.most_common():
        print(f"{times:5} {signature}")
    if refused:
        print(f"{refused} refused, as PostgreSQL has no way")
    print(f"{count} pairs, {sum(found.values())} failed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
