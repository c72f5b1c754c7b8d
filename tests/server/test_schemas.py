"""Schemas of the size of real applications, and corner cases: pulled, in sync, made from nothing, undone."""

import pytest

import oracle
import pairs
from servers import ROOT

SCHEMAS = sorted((ROOT / "tests" / "schemas").glob("*.sql"))


@pytest.fixture
def loaded(server, request):
    """The name of a database that has the schema."""
    server.query("postgres", pairs.ROLES)
    name = "schema_" + request.getfixturevalue("path").stem
    pairs.create_database(server, name)
    server.query(name, request.getfixturevalue("path").read_text(encoding="utf-8"))
    yield name
    server.query("postgres", f"drop database {name} with (force)")


@pytest.mark.parametrize("path", SCHEMAS, ids=[path.stem for path in SCHEMAS])
def test_schema(path, loaded, server, project):
    wanted = oracle.catalog(server, loaded)
    start = project.catalog()
    project.run("pull", "--database", server.url(loaded), "--out", "models")
    assert project.run("compile").err == ""
    # The models say what is there, and nothing else: no revision comes of them.
    again = project.run("autogen", "-m", "again", DATABASE_URL=server.url(loaded))
    assert "No changes in schema detected." in again.out + again.err, str(again)

    revision = project.autogen("all of it")
    project.run("upgrade")
    made = project.catalog()
    different = oracle.differences(pairs.settled(wanted), pairs.settled(made))
    assert not different, f"{different}\n{revision.read_text()}"
    project.run("check")
    project.run("downgrade", "base")
    assert oracle.differences(start, project.catalog()) == ""
