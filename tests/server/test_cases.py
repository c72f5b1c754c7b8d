"""Every case file, on every server: the golden text, and up, again, down without a difference."""

import re

import pytest

import cases
import quick
from project import sections

NO_CHANGES = "No changes in schema detected."


def configure(project, case):
    if "config" in case.options:
        (project.folder / "modelc.json").write_text(case.options["config"], encoding="utf-8")


def start(make_project, server, case):
    """A project whose database is at the case's `from`."""
    project = make_project(server)
    configure(project, case)
    project.write_models(case.get("from"))
    with project.released():
        if case.get("from").strip() and project.autogen("start"):
            project.run("upgrade")
    if case.get("data"):
        project.sql(case.get("data"))
    return project


def assert_nothing_left(project):
    with project.released():
        again = project.run("autogen", "-m", "again")
    assert NO_CHANGES in again.out + again.err, str(again)


def assert_deterministic(project, arguments, kept, revision):
    """A second autogen of the same change writes the same files, by another build too: the goldens alone are not all."""
    first = project.files()
    project.restore_migrations(kept)
    with project.released():
        assert project.autogen("change", *arguments) == revision
    assert project.files() == first


def direct_catalog(make_project, server, case):
    """What a fresh database holds that got `to` at once."""
    project = make_project(server)
    configure(project, case)
    project.write_models(case.get("to"))
    with project.released():
        if project.autogen("direct"):
            project.run("upgrade")
    if "data" in case.options:
        project.sql(case.get("data"))
    return project.catalog()


def is_tried_whole(case, request):
    """What its golden makes was seen when the golden was written."""
    return request.config.getoption("--update") or quick.is_asked(request.config, case.name)


def state(project, whole):
    """What the catalog tells, and in full what pg_dump tells of it too."""
    return project.state() if whole else project.catalog()


def settled(catalog):
    """Without the names of NOT NULL: since 18 a renamed column keeps its old one, and modelc manages none."""
    return sorted(re.sub(r"^(pg_constraint \S+) .*?( \|.*\bcontype=n\b)", r"\1\2", line) for line in catalog)


def parameter(case):
    """A golden that is one server's spelling is read on that one."""
    marks = {"min": pytest.mark.newest, "spelling": pytest.mark.each_server}
    return pytest.param(case, id=case.name, marks=[mark for option, mark in marks.items() if option in case.options])


@pytest.mark.parametrize("case", map(parameter, cases.load()))
def test_case(server, make_project, case, request):
    if int(server.version) < int(case.options.get("min", 0)):
        pytest.skip("the server is too old")
    project = start(make_project, server, case)
    whole = is_tried_whole(case, request)
    before = state(project, whole)
    kept = project.keep_migrations()
    # What is destructive and refused without this is test_destructive.py's business.
    arguments = ["--allow", "all", *case.options.get("autogen", "").split()]

    project.write_models(case.get("to"))
    revision = project.autogen("change", *arguments)
    assert revision, "no change was found"
    up, down = sections(revision)
    major = int(server.version) // 10000
    is_golden = int(case.options.get("spelling", major)) == major
    if request.config.getoption("--update") and is_golden:
        case.update(up, down)
    if is_golden:
        assert up == case.get("up")
        assert down == case.get("down")
    if whole:
        assert_deterministic(project, arguments, kept, revision)

    project.run("upgrade")
    project.run("check")
    if whole:
        assert_nothing_left(project)
        assert settled(project.catalog()) == settled(direct_catalog(make_project, server, case))

    project.run("downgrade")
    if "one-way" not in case.options:
        assert state(project, whole) == before
    if whole or "one-way" in case.options:
        project.write_models(case.get("from"))
        project.restore_migrations(kept)
        with project.released():
            project.run("check")
