"""A column that gets a counter while it has values: the counter goes on behind them, after the upgrade and after the downgrade."""

import pytest

import oracle

TABLE = "struct PG(table) t {{ {}; char *note; }};\n"
COUNTED = {
    "serial": "int32_t id PG(serial)",
    "identity": "int32_t id PG(identity)",
    "from a hundred": "int32_t id PG(identity (start with 100))",
    "down": "int32_t id PG(identity (increment by -1))",
    "small": "int32_t id PG(identity (maxvalue 50))",
}
PLAIN = "int32_t id"

# What the column holds, and what it gets next.
NEXT = {
    "serial": [([], 1), ([3, 7], 8), ([-5], 1)],
    "identity": [([], 1), ([3, 7], 8), ([-5], 1)],
    "from a hundred": [([7], 100), ([7, 100], 101)],
    "down": [([], -1), ([-3, 2], -4), ([5], -1)],
    "small": [([50, 60], 1), ([49], 50)],
}


def insert(project, note):
    return project.sql(f"insert into t (note) values ('{note}') returning id")[0][0]


def fill(project, values):
    project.sql("delete from t")
    for value in values:
        project.sql(f"insert into t (id, note) values ({value}, 'old')")


@pytest.mark.parametrize("to", COUNTED)
def test_a_plain_column(project, to):
    project.write_models(TABLE.format(PLAIN))
    project.autogen("start")
    project.run("upgrade")
    project.write_models(TABLE.format(COUNTED[to]))
    project.autogen("counted")
    for values, expected in NEXT[to]:
        fill(project, values)
        project.run("upgrade")
        assert insert(project, "new") == expected, values
        project.run("check")
        project.run("downgrade")


@pytest.mark.parametrize("to", ["serial", "identity"])
def test_one_kind_becomes_the_other(project, to):
    other = {"serial": "identity", "identity": "serial"}[to]
    project.write_models(TABLE.format(COUNTED[other]))
    project.autogen("start")
    project.run("upgrade")
    before = project.catalog()
    assert [insert(project, "old") for _ in range(3)] == [1, 2, 3]
    project.write_models(TABLE.format(COUNTED[to]))
    project.autogen("other", "--allow", "drop-sequence")
    project.run("upgrade")
    assert insert(project, "new") == 4
    project.run("downgrade")
    assert oracle.differences(before, project.catalog()) == ""
    assert insert(project, "back") == 5


def test_what_another_sequence_counts_is_left_alone(project):
    """No column of the models owns it, so that it may count for others as well."""
    project.write_models(TABLE.format(PLAIN) + "PG_ALSO(sequence ids);\n")
    project.autogen("start")
    project.run("upgrade")
    project.sql("insert into t (id, note) values (41, 'old')")
    project.write_models(TABLE.format("int32_t id PG(default nextval('ids'))") + "PG_ALSO(sequence ids);\n")
    assert "setval" not in project.autogen("shared").read_text()
