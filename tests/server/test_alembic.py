"""The graph of revisions, compared with what Alembic says of the same graphs.

Alembic's RevisionMap is asked in this process, modelc's graph in one process of tools/graph_answers.
Where the two differ on purpose, DIFFERENCES says so; docs/revisions.md tells the user.
"""

import json
import random
import re
import subprocess
import warnings
from dataclasses import dataclass, field

import pytest
from alembic.script import revision as theirs

from project import MODELC, clean_environment

ANSWERS = MODELC.parent / "tools" / "graph_answers"
GRAPHS = 300


@dataclass
class Node:
    id: str
    parents: list = field(default_factory=list)
    depends_on: list = field(default_factory=list)
    labels: list = field(default_factory=list)


def ancestors(nodes, ids, dependencies=True):
    by_id = {node.id: node for node in nodes}
    by_label = {label: node for node in nodes for label in node.labels}
    found, todo = set(), list(ids)
    while todo:
        node = by_id[todo.pop()]
        if node.id in found:
            continue
        found.add(node.id)
        todo += node.parents
        if dependencies:
            todo += [by_id[name].id if name in by_id else by_label[name].id for name in node.depends_on]
    return found


def identifier(rng, taken):
    """Some share their first characters."""
    while True:
        start = rng.choice(sorted(taken))[: rng.choice([2, 4, 5])] if taken and rng.random() < 0.3 else ""
        text = start + "".join(rng.choice("0123456789abcdef") for _ in range(rng.choice([6, 12]) - len(start)))
        if text not in taken and not any(text.startswith(other) or other.startswith(text) for other in taken):
            return text


def apart(nodes, candidates, count):
    """Up to `count` of the candidates of which none is behind another."""
    chosen = []
    for node in candidates:
        if all(node.id not in ancestors(nodes, [other.id]) and other.id not in ancestors(nodes, [node.id])
               for other in chosen):
            chosen.append(node)
        if len(chosen) == count:
            break
    return [node.id for node in chosen]


def random_graph(rng):
    """Oldest first: bases, chains, forks, merges, dependencies on other lines, labels."""
    nodes = []
    for number in range(rng.randint(1, 14)):
        node = Node(identifier(rng, {other.id for other in nodes}))
        heads = [other for other in nodes if not any(other.id in more.parents for more in nodes)]
        kind = rng.random()
        if nodes and kind < 0.6:
            node.parents = [rng.choice(heads).id]
        elif nodes and kind < 0.75:
            node.parents = [rng.choice(nodes).id]
        elif nodes and kind < 0.92:
            node.parents = apart(nodes, rng.sample(nodes, len(nodes)), rng.choice([2, 2, 3]))
        if nodes and rng.random() < 0.2:
            before = ancestors(nodes, node.parents)
            others = [other for other in nodes if other.id not in before]
            if others:
                other = rng.choice(others)
                node.depends_on = [rng.choice(other.labels) if other.labels and rng.random() < 0.5 else other.id]
        if rng.random() < 0.15:
            node.labels = [f"label{number}"]
        nodes.append(node)
    return nodes


def alembic_map(nodes):
    return theirs.RevisionMap(lambda: [
        theirs.Revision(node.id, tuple(node.parents) or None, dependencies=tuple(node.depends_on) or None,
                        branch_labels=tuple(node.labels) or None) for node in nodes])


def names(revisions):
    return [rev.revision for rev in revisions if rev is not None and rev != "base"]


def ask_alembic(graph, question, *words):
    """A list of identifiers, an exception of its own as text, or None when it crashed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if question == "heads":
                return list(graph.heads)
            if question == "tips":
                return list(graph._real_heads)
            if question == "bases":
                return list(graph.bases)
            if question == "before":
                return names(graph._get_ancestor_nodes([graph.get_revision(words[0])]))
            if question == "lineage":
                node = graph.get_revision(words[0])
                return names(set(graph._get_ancestor_nodes([node], include_dependencies=False))
                             | set(graph._get_descendant_nodes([node], include_dependencies=False)))
            current = tuple(words[0].split())
            if question == "find":
                found = graph._parse_upgrade_target(current, words[1], True)
                return None if None in found else names(found)
            if question == "range":
                return names(reversed(list(graph.iterate_revisions(
                    words[2] or "heads", words[1] or "base", inclusive=True, assert_relative_length=False))))
            if question == "upgrade":
                return names(reversed(list(graph.iterate_revisions(words[1], current, implicit_base=True))))
            return names(graph.iterate_revisions(current, words[1], select_for_downgrade=True))
    except theirs.RevisionError as error:
        return f"{type(error).__name__}: {error}"
    except (AssertionError, AttributeError, KeyError, TypeError, ValueError):
        return None


def word(rng, nodes):
    """Something to type."""
    node = rng.choice(nodes)
    labels = [label for other in nodes for label in other.labels]
    name = rng.choice([node.id, node.id, node.id[:5], node.id[:4], *labels])
    branch = rng.choice([node.id, *labels])
    other = rng.choice(nodes)
    steps = rng.choice([1, 1, 1, 2, 3])
    sign = rng.choice("+-")
    return rng.choice([
        name, name, "head", "heads", "base", f"{sign}{steps}", f"{sign}{steps}", f"{name}{sign}{steps}",
        f"head-{steps}", f"{branch}@head", f"{branch}@heads", f"{branch}@base", f"{branch}@{sign}{steps}",
        f"{branch}@{other.id}", f"{branch}@{other.id[:4]}", f"{branch}@head-{steps}", f"{branch}@{other.id}{sign}{steps}",
        "zzzz", node.id[:2], "nolabel@head"])


def state(rng, nodes):
    """The heads of what a database may have."""
    applied = ancestors(nodes, [node.id for node in rng.sample(nodes, rng.randint(0, min(3, len(nodes))))])
    by_label = {label: node.id for node in nodes for label in node.labels}
    below = {by_label.get(name, name) for node in nodes if node.id in applied
             for name in node.parents + node.depends_on}
    return " ".join(node.id for node in nodes if node.id in applied - below)


def questions(rng, nodes):
    yield from [("heads",), ("tips",), ("bases",)]
    for node in nodes:
        yield "before", node.id
        yield "lineage", node.id
    for _ in range(15):
        current = state(rng, nodes)
        yield "find", current, word(rng, nodes)
        yield "range", "", rng.choice(["", word(rng, nodes)]), rng.choice(["", word(rng, nodes)])
        yield "upgrade", current, word(rng, nodes)
        yield "downgrade", current, word(rng, nodes)


def ask_modelc(exam):
    lines = []
    for nodes, asked in exam:
        lines.append("graph")
        lines += ["\t".join(["rev", node.id, " ".join(node.parents), " ".join(node.depends_on),
                             " ".join(node.labels)]) for node in nodes]
        lines += ["\t".join(question) for question in asked]
    done = subprocess.run([str(ANSWERS)], input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    answers = iter(done.stdout.split("\n"))
    return [[next(answers) for _ in asked] for _, asked in exam]


def branch_is_checked(kind, words, ours, theirs):
    """BRANCH@REV needs a REV on a BRANCH that exists; Alembic looks at neither when it walks or goes down."""
    return "@" in words[-1] and re.search(r"is not a member of branch|no such branch|can't locate", str(ours))


def branch_narrows_a_downgrade(kind, words, ours, theirs):
    """BRANCH@head, BRANCH@PREFIX and BRANCH@-1 mean that branch alone; Alembic looks at all of them first."""
    return kind == "downgrade" and "@" in words[-1] and isinstance(ours, list) and isinstance(theirs, str)


def ranges_have_relative_ends(kind, words, ours, theirs):
    """-N before the colon counts from the end behind it, REV-N works on both sides, and what leads out of the
    graph ends there; Alembic counts from the heads, and knows REV-N behind the colon alone."""
    return kind == "range" and any(re.search(r"[+-]\d+$", word) for word in words[1:])


def ranges_from_a_branch(kind, words, ours, theirs):
    """BRANCH@base: is that branch; Alembic takes the branches that share a label with it."""
    return kind == "range" and "@" in words[1]


def one_of_several_is_a_choice(kind, words, ours, theirs):
    """-1 from two heads is refused; Alembic takes one of them and warns that it will refuse."""
    return kind == "downgrade" and re.fullmatch(r"-\d", words[1]) and "ambiguous" in str(ours)


def nothing_to_undo_is_no_error(kind, words, ours, theirs):
    """A downgrade to what is applied and has nothing behind it is done, also to several heads; Alembic says
    that there is nothing to drop, or that it takes one target."""
    return kind == "downgrade" and ours == [] and re.search("Nothing to drop|Multiple heads", str(theirs))


def heads_may_need_each_other(kind, words, ours, theirs):
    """BRANCH@heads may name heads of which one depends on the other; Alembic says that they overlap."""
    return isinstance(ours, list) and "overlaps with" in str(theirs)


DIFFERENCES = [branch_is_checked, branch_narrows_a_downgrade, ranges_have_relative_ends, ranges_from_a_branch,
               one_of_several_is_a_choice, nothing_to_undo_is_no_error, heads_may_need_each_other]


def is_ordered(nodes, plan, kind):
    """Whether everything comes behind what it needs, or before it on the way down."""
    plan = plan if kind != "downgrade" else plan[::-1]
    places = {name: place for place, name in enumerate(plan)}
    by_label = {label: node.id for node in nodes for label in node.labels}
    return all(places.get(by_label.get(name, name), -1) < places[node.id]
               for node in nodes if node.id in places for name in node.parents + node.depends_on)


def parsed(answer):
    return answer.split()[1:] if answer.startswith("ok") else answer


@pytest.fixture(scope="module")
def exam():
    """Graphs with questions about them, and modelc's answers."""
    asked = []
    for seed in range(GRAPHS):
        rng = random.Random(seed)
        nodes = random_graph(rng)
        asked.append((nodes, list(questions(rng, nodes))))
    return [(nodes, questions, [parsed(answer) for answer in answers])
            for (nodes, questions), answers in zip(asked, ask_modelc(asked))]


def test_modelc_answers_as_alembic(exam):
    used, agreed = set(), 0
    for nodes, asked, answers in exam:
        graph = alembic_map(nodes)
        for (kind, *words), ours in zip(asked, answers):
            theirs_said = ask_alembic(graph, kind, *words)
            if theirs_said is None:  # it ran into an assertion: there is no answer to compare with
                continue
            if isinstance(ours, str) and isinstance(theirs_said, str):
                agreed += 1
                continue
            if isinstance(ours, list) and isinstance(theirs_said, list) and sorted(ours) == sorted(theirs_said):
                agreed += 1
                assert kind not in ("upgrade", "downgrade", "range") or is_ordered(nodes, ours, kind), (nodes, words)
                continue
            reason = next((reason for reason in DIFFERENCES if reason(kind, words, ours, theirs_said)), None)
            assert reason, f"{nodes}\n{kind} {words}\nmodelc {ours}\nAlembic {theirs_said}"
            used.add(reason)
    assert used == set(DIFFERENCES)
    assert agreed > 20_000


def test_a_line_is_run_in_alembic_s_order(exam):
    """Without forks there is one order, and both say it."""
    compared = 0
    for nodes, asked, answers in exam:
        if any(len(node.parents) > 1 or node.depends_on for node in nodes):
            continue
        if sorted(node.parents for node in nodes) != sorted([[], *([node.id] for node in nodes[:-1])]):
            continue
        graph = alembic_map(nodes)
        for (kind, *words), ours in zip(asked, answers):
            if kind in ("upgrade", "downgrade") and isinstance(ours, list):
                said = ask_alembic(graph, kind, *words)
                assert not isinstance(said, list) or said == ours
                compared += 1
    assert compared > 20


def break_graph(rng, nodes):
    """One fault that no history may have; its code."""
    node = rng.choice(nodes)
    kind = rng.choice(["loop", "missing", "needs missing", "label twice"])
    if kind == "loop":
        last = rng.choice([other for other in nodes if node.id in ancestors(nodes, [other.id])])
        (node.parents if rng.random() < 0.5 or last is node else node.depends_on).append(last.id)
        return "MC805"
    if kind == "missing":
        node.parents.append("gone")
        return "MC804"
    if kind == "needs missing":
        node.depends_on.append("gone")
        return "MC804"
    nodes[0].labels = ["twice"]
    node.labels = ["twice"] if node is not nodes[0] else ["twice", nodes[-1].id]
    return "MC803"


def alembic_refuses(nodes):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return not alembic_map(nodes).heads
        except (theirs.RevisionError, KeyError):
            return True


def test_broken_graphs_are_refused():
    """Alembic does not see a loop that a merge makes with what comes behind it."""
    exam, codes = [], []
    for seed in range(100):
        rng = random.Random(seed)
        nodes = random_graph(rng)
        codes.append(break_graph(rng, nodes))
        exam.append((nodes, [("heads",)]))
    for (nodes, _), code, answers in zip(exam, codes, ask_modelc(exam)):
        assert answers[0].startswith(f"error {code} "), (nodes, answers)
        assert alembic_refuses(nodes) or (code == "MC805" and any(len(node.parents) > 1 for node in nodes)), nodes


def test_the_program_says_the_same(tmp_path):
    """The whole way, from files through the commands, for a few of the graphs."""
    for seed in range(4):
        nodes = random_graph(random.Random(100 + seed))
        graph = alembic_map(nodes)
        folder = tmp_path / str(seed)
        (folder / "migrations" / "versions").mkdir(parents=True)
        (folder / "modelc.json").write_text("{}")
        for number, node in enumerate(nodes):
            (folder / "migrations" / "versions" / f"{number}.sql").write_text(
                f"-- Revision ID: {node.id}\n-- Revises: {', '.join(node.parents)}\n-- Create Date: {number:04}\n"
                f"-- Depends on: {', '.join(node.depends_on)}\n-- Branch Labels: {', '.join(node.labels)}\n"
                f"-- migrate:up\nSELECT '{node.id}';\n-- migrate:down\nSELECT '-{node.id}';\n")

        def run(*arguments):
            done = subprocess.run([str(MODELC), *arguments], cwd=folder, capture_output=True, text=True,
                                  env=clean_environment(folder))
            assert done.returncode == 0, done.stderr
            return done.stdout

        def listed(*arguments):
            return [row["revision"] for row in json.loads(run(*arguments, "--format", "json"))["revisions"]]

        last = graph._real_heads[0]
        assert sorted(listed("heads")) == sorted(graph.heads)
        assert listed("history")[::-1] == [node.id for node in nodes]
        assert sorted(listed("history", "-r", f":{last}")) == sorted(ask_alembic(graph, "range", "", "", last))
        up = re.findall(r"^SELECT '(\w+)'", run("upgrade", "--sql", "heads"), re.MULTILINE)
        assert sorted(up) == sorted(ask_alembic(graph, "upgrade", "", "heads"))
        down = re.findall(r"^SELECT '-(\w+)'", run("downgrade", "--sql", f"{last}:base"), re.MULTILINE)
        assert sorted(down) == sorted(ask_alembic(graph, "downgrade", last, "base"))
