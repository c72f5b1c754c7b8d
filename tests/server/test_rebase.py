"""Two people wrote a revision from one parent: mine goes behind theirs, or both are merged."""

import json
import re
import subprocess

import pytest

from project import revision_id, sections

USERS = "struct PG(table) users {{\n    int32_t  id    PG(primary key identity);\n    char    *name;\n{}}};\n"
BIO = "    char    *bio   PG(null);\n"
AGE = "    int32_t *age   PG(null);\n"


def path_of(project, identifier):
    return next(path for path in project.revisions() if revision_id(path) == identifier)


@pytest.fixture
def two(debian_project):
    return fork_two(debian_project)


def fork_two(project):
    """start, then "theirs" (users.bio) and "mine" (users.age); theirs alone is applied, the models are merged."""
    return fork(project, USERS.format(AGE), USERS.format(BIO), USERS.format(BIO + AGE))


def fork(project, mine, theirs, merged, *arguments):
    project.write_models(USERS.format(""))
    project.autogen("start")
    project.run("upgrade")
    kept = project.keep_migrations()
    project.write_models(mine)
    path = project.autogen("mine", "--rev-id", "aaaa11111111", *arguments)
    text, snapshot = path.read_text(), (project.folder / "migrations" / "schema.json").read_text()
    project.restore_migrations(kept)
    project.write_models(theirs)
    project.autogen("theirs", "--rev-id", "bbbb22222222")
    project.run("upgrade")
    other = (project.folder / "migrations" / "schema.json").read_text()
    path.write_text(text)
    (project.folder / "migrations" / "schema.json").write_text(
        f"<<<<<<< HEAD\n{snapshot}=======\n{other}>>>>>>> theirs\n")
    project.write_models(merged)
    return project


def rebased(project, *arguments):
    moved = json.loads(project.run("rebase", *arguments, "--format", "json").out)["moved"]
    assert len({row["to"] for row in moved}) == len(moved)
    return moved


def test_mine_goes_behind_theirs(project):
    two = fork_two(project)
    mine = path_of(two, "aaaa11111111")
    written = mine.read_text().replace("-- modelc:end\n", "-- modelc:end\n\nUPDATE users SET age = 7; -- by hand\n", 1)
    mine.write_text(written)
    [moved] = rebased(two, "aaaa")
    assert moved["from"] == "aaaa11111111" and re.fullmatch("[0-9a-f]{12}", moved["to"])
    assert not mine.exists()
    path = path_of(two, moved["to"])
    text = path.read_text()
    assert str(path.relative_to(two.folder)) == moved["path"]
    assert path.name > path_of(two, "bbbb22222222").name
    assert "-- Revises: bbbb22222222\n" in text
    assert "UPDATE users SET age = 7; -- by hand\n" in text
    old = re.sub(r"-- (Revision ID|Revises|Create Date|Schema):.*\n", "", written)
    assert re.sub(r"-- (Revision ID|Revises|Create Date|Schema):.*\n", "", text) == old
    two.run("upgrade")
    two.run("check")
    two.run("check", "--offline")
    assert two.run("heads").out == f"{moved['to']} (head)\n"
    two.run("verify")
    two.run("downgrade")
    two.run("upgrade")
    two.run("check")


def test_the_same_move_gives_the_same_files(two):
    kept = two.keep_migrations()
    rebased(two, "aaaa")
    first = two.files()
    two.restore_migrations(kept)
    rebased(two, "aaaa", "--onto", "bbbb")
    assert two.files() == first


def test_what_no_longer_fits_is_generated_anew(project):
    """Both added bio; mine added age too."""
    fork(project, USERS.format(BIO + AGE), USERS.format(BIO), USERS.format(BIO + AGE))
    mine = path_of(project, "aaaa11111111")
    mine.write_text(mine.read_text().replace("-- modelc:end\n", "-- modelc:end\n\nSELECT 'kept';\n", 1))
    [moved] = rebased(project, "aaaa11111111")
    text = path_of(project, moved["to"]).read_text()
    assert "bio" not in text and text.count("age") == 2 and "SELECT 'kept';" in text
    project.run("upgrade")
    project.run("check")
    project.run("check", "--offline")


def test_a_fill_and_a_decision_are_kept(debian_project):
    """What the author decided when generating is not asked again, nor lost."""
    project = debian_project
    fork(project, USERS.format("    int32_t  age;\n").replace("    char    *name;\n", ""), USERS.format(BIO),
         USERS.format(BIO + "    int32_t  age;\n").replace("    char    *name;\n", ""),
         "--fill", "users.age=42", "--allow", "drop-column")
    project.sql("insert into users (name) values ('a')")
    [moved] = rebased(project, "aaaa11111111")
    assert "42" in path_of(project, moved["to"]).read_text()
    project.run("upgrade")
    assert project.sql("select age from users") == [(42,)]
    project.run("check")


def test_a_model_that_was_not_merged_drops_nothing_unasked(debian_project):
    """With theirs missing in the models, generating anew would drop what they added."""
    project = debian_project
    fork(project, USERS.format(AGE), USERS.format(BIO), USERS.format(AGE))
    before = project.files()
    refused = project.run("rebase", "aaaa11111111", expect=3)
    assert "MC202" in refused.err and "users.bio" in refused.err and "--allow drop-column" in refused.err, str(refused)
    assert project.files() == before


def test_several_of_mine_move_together(two):
    mine = path_of(two, "aaaa11111111")
    second = two.versions / "20251001180000_cccc33333333_second.sql"
    second.write_text("-- second\n--\n-- Revision ID: cccc33333333\n-- Revises: aaaa11111111\n"
                      "-- Depends on: aaaa11111111\n\n-- migrate:up\n\nCREATE TABLE extra ();\n\n-- migrate:down\n\n"
                      "DROP TABLE extra;\n")
    two.write_models(USERS.format(BIO + AGE) + "struct PG(table) extra {\n};\n")
    moved = rebased(two, "cccc")
    assert [row["from"] for row in moved] == ["aaaa11111111", "cccc33333333"]
    assert not mine.exists() and not second.exists()
    first, last = (row["to"] for row in moved)
    text = path_of(two, last).read_text()
    assert f"-- Revises: {first}\n" in text and f"-- Depends on: {first}\n" in text
    assert path_of(two, first).name < path_of(two, last).name
    two.run("upgrade")
    two.run("check")


def fork_chain(project, mine, theirs, merged):
    """Like fork(), with one revision of mine per models in `mine`: aaaa…1, aaaa…2, …"""
    project.write_models(USERS.format(""))
    project.autogen("start")
    project.run("upgrade")
    kept = project.keep_migrations()
    for number, models in enumerate(mine, 1):
        project.write_models(models)
        project.autogen(f"mine {number}", "--rev-id", f"aaaa{number}")
        project.run("upgrade")
    written = {path: path.read_bytes() for path in project.revisions() if path not in kept}
    project.run("downgrade", "head-%d" % len(mine))
    project.restore_migrations(kept)
    project.write_models(theirs)
    project.autogen("theirs", "--rev-id", "bbbb22222222")
    project.run("upgrade")
    for path, text in written.items():
        path.write_bytes(text)
    project.write_models(merged)
    return project


def by_hand(project, identifier, sql):
    path = path_of(project, identifier)
    path.write_text(path.read_text().replace("-- modelc:end\n", f"-- modelc:end\n\n{sql}\n", 1))


def check_moved(project):
    project.run("upgrade")
    project.run("check")
    project.run("check", "--offline")
    project.run("verify")
    project.run("downgrade", "bbbb22222222")
    project.run("upgrade")
    project.run("check")


NICK = "    char    *nick  PG(null unique);\n"
ZIP = "    char    *zip   PG(varchar(9) null);\n"


def test_each_of_several_is_generated_anew_in_its_turn(project):
    """Theirs has bio and nick, which my first and my second revision add too; the third still fits."""
    fork_chain(project, [USERS.format(BIO + AGE), USERS.format(BIO + AGE + NICK + ZIP),
                         USERS.format(BIO + AGE + NICK + ZIP) + "struct PG(table) extra {\n};\n"],
               USERS.format(BIO + NICK),
               USERS.format(BIO + AGE + NICK + ZIP) + "struct PG(table) extra {\n};\n")
    by_hand(project, "aaaa1", "UPDATE users SET age = 7; -- by hand")
    by_hand(project, "aaaa3", "SELECT 'kept';")
    third = path_of(project, "aaaa3").read_text()
    moved = rebased(project, "aaaa3")
    assert [row["from"] for row in moved] == ["aaaa1", "aaaa2", "aaaa3"]
    up, down = sections(project.folder / moved[0]["path"])
    assert up == "ALTER TABLE public.users ADD COLUMN age integer;\n\nUPDATE users SET age = 7; -- by hand"
    assert down == "ALTER TABLE public.users DROP COLUMN age;"
    up, down = sections(project.folder / moved[1]["path"])
    assert "zip" in up and "nick" not in up + down and "bio" not in up + down
    header = r"-- (Revision ID|Revises|Create Date|Schema):.*\n"
    assert re.sub(header, "", (project.folder / moved[2]["path"]).read_text()) == re.sub(header, "", third)
    check_moved(project)


def test_one_of_several_with_nothing_left_to_do(debian_project):
    project = fork_chain(debian_project, [USERS.format(BIO), USERS.format(BIO + AGE)], USERS.format(BIO),
                         USERS.format(BIO + AGE))
    second = path_of(project, "aaaa2").read_text()
    done = project.run("rebase", "aaaa2")
    assert "Nothing is left to generate for aaaa1" in done.err
    first, last = project.revisions()[-2:]
    assert sections(first) == ("", "")
    assert sections(last)[0] in second
    check_moved(project)


def test_a_fill_is_of_the_one_that_adds_the_column(debian_project):
    old, new = "    int32_t  old;\n", "    int32_t  fresh;\n"
    project = fork_chain(debian_project, [USERS.format(BIO + old), USERS.format(BIO + old + NICK + new)], USERS.format(BIO + NICK),
               USERS.format(BIO + NICK + old + new))
    project.sql("insert into users (name) values ('a')")
    project.run("rebase", "aaaa2", "--fill", "users.fresh=2", "--fill", "users.old=1")
    project.run("upgrade")
    assert project.sql("select old, fresh from users") == [(1, 2)]
    project.run("check")


def test_one_of_several_that_cannot_be_mended_is_named(debian_project):
    renamed = USERS.replace("*name;", "*title  PG(renamed from name);")
    project = fork_chain(debian_project, [renamed.format(""), renamed.format(AGE)], USERS.format("    char    *title  PG(null);\n"), renamed.format(AGE))
    before = project.files()
    refused = project.run("rebase", "aaaa2", expect=1)
    assert 'column "title" of relation "users" already exists' in refused.err and "mine_1.sql" in refused.err
    assert project.files() == before


def test_what_cannot_move(two):
    before = two.files()
    refused = two.run("rebase", expect=3)
    assert "aaaa11111111, bbbb22222222" in refused.err and "modelc rebase REV" in refused.err
    refused = two.run("rebase", "bbbb", expect=1)
    assert "MC822" in refused.err and '"bbbb22222222" cannot move: it is applied on' in refused.err
    assert "modelc downgrade" in refused.err
    start = revision_id(two.revisions()[0])
    refused = two.run("rebase", start, "--onto", "bbbb", expect=1)
    assert "MC822" in refused.err
    assert two.files() == before


def test_sql_by_hand_that_breaks_is_found(two):
    mine = path_of(two, "aaaa11111111")
    mine.write_text(mine.read_text().replace("-- modelc:end\n", "-- modelc:end\n\nALTER TABLE users ADD bio text;\n", 1))
    before = two.files()
    refused = two.run("rebase", "aaaa", expect=1)
    assert "MC707" in refused.err and 'column "bio" of relation "users" already exists' in refused.err
    assert two.files() == before


def test_one_head_has_nothing_to_rebase(debian_project):
    debian_project.write_models(USERS.format(""))
    debian_project.autogen("start")
    assert "nothing to rebase" in debian_project.run("rebase").err


def test_a_merge_writes_the_snapshot_anew(two):
    before = two.files()
    for command in [("check", "--offline"), ("check",), ("autogen", "-m", "x"), ("status",)]:
        refused = two.run(*command, expect=1)
        assert "MC821" in refused.err and "schema.json:1:1" in refused.err, str(refused)
        assert "modelc merge heads" in refused.err
    assert two.files() == before
    two.run("merge", "heads", "-m", "together")
    snapshot = json.loads((two.folder / "migrations" / "schema.json").read_text())
    assert snapshot["heads"] == [revision_id(two.revisions()[-1])]
    assert len(snapshot["revisions"]) == 4
    two.run("check", "--offline")
    two.run("upgrade")
    two.run("check")


def test_a_merge_with_models_that_go_on(two):
    """What the models say beyond the revisions is a difference, not part of the snapshot."""
    two.write_models(USERS.format(BIO + AGE + "    bool  extra  PG(default true);\n"))
    two.run("merge", "heads")
    assert "extra" not in (two.folder / "migrations" / "schema.json").read_text()
    assert "MC813" in two.run("check", "--offline", expect=2).err
    two.run("upgrade")
    two.autogen("extra")
    two.run("upgrade")
    two.run("check")
    two.run("check", "--offline")


def test_a_dry_run_changes_nothing(two):
    before = two.files()
    shown = two.run("rebase", "aaaa", "--dry-run")
    assert shown.out.startswith("aaaa11111111 -> ")
    assert two.files() == before


def test_the_team_s_day_in_git(two):
    """The conflict comes from git itself, and what rebase writes is what git then takes."""
    def git(*arguments, check=True):
        done = subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=two.folder,
                              capture_output=True, text=True)
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    snapshot = (two.folder / "migrations" / "schema.json")
    ours, theirs = snapshot.read_text().split("=======\n")
    git("init", "-q", "-b", "main")
    mine, other = path_of(two, "aaaa11111111"), path_of(two, "bbbb22222222")
    kept_mine, kept_other = mine.read_text(), other.read_text()
    mine.unlink()
    other.unlink()
    snapshot.write_text("{}")
    git("add", "-A")
    git("commit", "-qm", "start")
    git("checkout", "-qb", "mine")
    mine.write_text(kept_mine)
    snapshot.write_text(ours.split("\n", 1)[1])
    git("add", "-A")
    git("commit", "-qm", "mine")
    git("checkout", "-q", "main")
    other.write_text(kept_other)
    snapshot.write_text(theirs.rsplit(">>>>>>>", 1)[0])
    git("add", "-A")
    git("commit", "-qm", "theirs")
    git("checkout", "-q", "mine")
    git("merge", "main", check=False)
    assert "UU migrations/schema.json" in git("status", "--short")
    rebased(two, "aaaa")
    git("add", "-A")
    git("commit", "-qm", "merged")
    two.run("upgrade")
    two.run("check")
