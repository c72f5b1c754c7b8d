"""What a server is too old for: M703, or nothing where what is said changes nothing."""

VIRTUAL = """struct PG(table) things {
    int32_t  id  PG(primary key);
    int32_t  a   PG(check (a > 0) not enforced);
    int32_t  b   PG(generated always as (a + 1) virtual);
};
"""


def test_newer_clauses(server, make_project):
    project = make_project(server)
    project.write_models(VIRTUAL)
    if int(server.version) >= 180000:
        assert project.autogen("start")
        return
    result = project.run("autogen", "-m", "start", expect=1)
    assert '"not enforced" needs PostgreSQL 18; the server is 15 [M703]' in result.err
    assert 'column "b": "virtual" needs PostgreSQL 18; the server is 15 [M703]' in result.err
    assert not project.revisions()
