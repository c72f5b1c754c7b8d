"""What a server is too old for: M703, or nothing where what is said changes nothing."""

VIRTUAL = """struct PG(table) things {
    int32_t  id  PG(primary key);
    int32_t  a   PG(check (a > 0) not enforced);
    int32_t  b   PG(generated always as (a + 1) virtual);
    int32_t  c   PG(not null no inherit);
};
"""
NAMED = """struct PG(table) things {
    int32_t  id  PG(constraint id_there not null);
};
typedef int32_t positive PG(domain constraint positive_there not null);
"""


def test_newer_clauses(server, make_project):
    project = make_project(server)
    project.write_models(VIRTUAL)
    if int(server.version) >= 180000:
        assert project.autogen("start")
        return
    result = project.run("autogen", "-m", "start", expect=1)
    for what in '"not enforced"', 'column "b": "virtual"', 'column "c": "not null no inherit"':
        assert f"{what} needs PostgreSQL 18; the server is {int(server.version) // 10000} [M703]" in result.err
    assert not project.revisions()


def test_names_of_not_null(server, make_project):
    """A name that nobody keeps changes nothing; that of a domain's is kept since 17, that of a column's since 18."""
    project = make_project(server)
    project.write_models(NAMED)
    project.autogen("start")
    project.run("upgrade")
    project.run("check")
    project.write_models(NAMED.replace("_there", "_here"))
    assert bool(project.autogen("renamed")) == (int(server.version) >= 170000)
    project.run("upgrade")
    project.run("check")
