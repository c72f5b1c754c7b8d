"""The same change comes back after it was applied: what users of every tool of this kind complain about most.

Each change of models, as people write them, is one revision or none; then check is in sync, autogen has nothing
to say, and after the downgrade the models of before are in sync.
"""

import pytest

TABLE = """
struct PG(table) t {
    int32_t  id  PG(primary key);
    int32_t  a;
    char    *b   PG(varchar(20) null);
};
"""
WIDER = TABLE.replace("};", "    char    *c   PG(null);\n};")
MIDDLE = TABLE.replace("    int32_t  a;", "    char    *c   PG(null);\n    int32_t  a;")
RENAMED = TABLE.replace("int32_t  a;", "int32_t  aa  PG(renamed from a);")
STAR = "create view v as select * from t;"
CHAIN = STAR + "create view w as select * from v; create materialized view x as select w.*, v.b as vb from w join v using (id);"

# name: before, after (header, SQL file)
CHANGES = {
    "a column in the middle, seen through a star": ((TABLE, CHAIN), (MIDDLE, CHAIN)),
    "a column more, seen through a star": ((TABLE, CHAIN), (WIDER, CHAIN)),
    "a column renamed, seen through a star": ((TABLE, CHAIN), (RENAMED, CHAIN)),
}


def write(project, models):
    header, sql = models
    project.write_models(header + '\nPG_ALSO(file "more.sql");\n')
    (project.models / "more.sql").write_text(sql)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_does_not_come_back(project, name):
    before, after = CHANGES[name]
    write(project, before)
    project.autogen("start")
    project.run("upgrade")
    project.run("check")

    write(project, after)
    made = project.autogen("change", "--allow", "all")
    if made:
        project.run("upgrade")
    project.run("check")
    project.autogen("nothing")
    assert len(project.revisions()) == 1 + bool(made)
    project.run("diff", "models", "head")
    project.run("verify")
    if made:
        project.run("diff", "migrations/schema.json", "db")
        project.run("downgrade")
        write(project, before)
        project.run("diff")
