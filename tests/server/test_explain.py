"""Every finding has a page, every page an example that is true, and every finding a test that causes it."""

import json
import re

import pytest

import pages
from servers import DEBIAN, ROOT

SOURCES = [path for folder in ("base", "schema", "introspect", "diff", "codegen", "migrate", "modelc")
           for path in sorted((ROOT / folder).rglob("*.[ch]"))]
TABLE = dict(re.findall(rf'^FINDING\(({pages.CODE}),\s*\w+,\s*"([^"]+)"', (ROOT / "base/findings.def").read_text(),
                        re.MULTILINE))
EMITTED = set(re.findall(rf"\bFINDING_({pages.CODE})\b", "\n".join(path.read_text() for path in SOURCES)))

# Findings of the table that no code gives yet.
NOT_YET = {
    "MC103": "rows are not looked at yet",
    "MC104": "rows are not looked at yet",
    "MC105": "rows are not looked at yet",
    "MC106": "rows are not looked at yet",
    "MC814": "MC107 and MC201 to MC203 ask for the decision themselves",
}

# Pages without an example that is run, and why.
WITHOUT_EXAMPLE = {
    "M005": "tests/unit/reader/clang_errors_test.c loads a library that is none",
    "M231": "C refuses it before modelc sees it",
    "M403": "needs a database that is ahead of the hint",
    "M703": "the server of the examples may be new enough",
    "MC703": "needs a server that is out of support",
    "MC706": "needs a second session at the same time",
    "MC723": "needs a process that is killed",
    "MC725": "needs a pooler",
    "MC904": "would be a fault of modelc",
}

# Findings about models that no header of tests/unit/reader/bad/ can cause, and the test that does.
CASES = {
    "M001": "tests/unit/reader/clang_errors_test.c",
    "M002": "tests/unit/reader/clang_errors_test.c",
    "M003": "tests/unit/reader/clang_errors_test.c",
    "M004": "tests/unit/reader/clang_errors_test.c",
    "M005": "tests/unit/reader/clang_errors_test.c",
    "M231": "tests/unit/reader/resolve_test.c",
    "M403": "tests/unit/diff/rename_test.c",
    "M405": "tests/unit/diff/rename_test.c",
    "M406": "tests/unit/diff/rename_test.c",
    "M410": "tests/server/test_pull.py",
    "M606": "tests/server/test_refused.py",
    "M609": "tests/server/test_newer_sql.py",
    "M701": "tests/server/test_refused.py",
    "M702": "tests/server/test_refused.py",
    "M703": "tests/server/test_server_age.py",
}

# Findings that no test can cause.
WITHOUT_CASE = {
    "MC904": "would be a fault of modelc",
}

PAGES = pages.pages()


def test_every_finding_has_a_page_and_every_page_a_finding():
    assert {page.code for page in PAGES} == set(TABLE)


def test_what_is_not_given_yet_is_known():
    assert set(TABLE) - EMITTED == set(NOT_YET)
    assert EMITTED <= set(TABLE)


def read_tests(folder, *suffixes):
    return "\n".join(path.read_text() for path in sorted((ROOT / "tests" / folder).rglob("*"))
                     if path.suffix in suffixes and path.name != "test_explain.py")


def test_every_finding_about_models_has_a_case():
    expected = set(re.findall(r"^//.*\^~* (M\d{3}): ", read_tests("unit/reader/bad", ".h"), re.MULTILINE))
    assert {code for code in EMITTED if not code.startswith("MC")} - expected == set(CASES)
    for code, path in CASES.items():
        assert re.search(rf"\b(FINDING_)?{code}\b", (ROOT / path).read_text()), f"{path} has no case of {code}"


def test_every_other_finding_has_a_case():
    tests = read_tests("unit", ".c", ".h") + read_tests("server", ".py") + read_tests("cases", ".case")
    named = set(re.findall(r"\b(?:FINDING_)?(MC\d{3})\b", tests))
    run = {block.code for page in PAGES for block in page.examples()}
    assert {code for code in EMITTED if code.startswith("MC")} - named - run == set(WITHOUT_CASE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_a_page_has_title_cause_and_fix(page):
    assert page.text.startswith(f"# {page.code} {TABLE[page.code]}\n\n")
    headings = re.findall(r"^## (.*)$", pages.FENCE.sub("", page.text), re.MULTILINE)
    assert headings == (["Example", "Fix"] if "```" in page.text else ["Fix"])
    assert all(re.search(r"\w", part) for part in re.split(r"^#.*$", page.text, flags=re.MULTILINE)[1:])
    assert all(len(line) <= 110 for line in pages.FENCE.sub("", page.text).splitlines())


def test_pages_without_an_example_are_known():
    assert {page.code for page in PAGES if not page.examples()} == set(WITHOUT_EXAMPLE) | {
        code for code in NOT_YET if not pages.Page(pages.FOLDER / f"{code}.md").examples()}


@pytest.mark.parametrize("page", [page for page in PAGES if page.examples() and page.code not in NOT_YET],
                         ids=lambda page: page.code)
def test_the_example_says_what_the_page_says(page, request, tmp_path):
    if page.code.startswith("MC") or any(block.language == "sh" for block in page.examples()):
        project = request.getfixturevalue("debian_project")
        stage = pages.Stage(project.folder, project.url, DEBIAN)
    else:
        stage = pages.Stage(tmp_path)
    output = ""
    for block in page.examples():
        output = stage.run(block)
    shown = pages.findings_of(output, page.code)
    assert shown, output
    if request.config.getoption("--update"):
        page.write_output(shown)
    assert pages.heads(page.output()) == pages.heads(shown)


@pytest.fixture
def explain(tmp_path):
    return lambda *arguments: pages.Stage(tmp_path).shell("modelc explain " + " ".join(arguments))


def test_a_page_is_printed_as_plain_text(explain):
    shown = explain("MC101")
    assert shown.startswith("MC101 server-default (warning)\n")
    assert "\nExample:\n" in shown and "\nFix:\n" in shown
    assert "    bool     is_draft;\n" in shown
    assert "```" not in shown and "`" not in shown and "#" not in shown
    code = re.compile(r"^    ")
    assert all(len(line) <= 80 for line in shown.splitlines() if not code.match(line))


@pytest.mark.parametrize("word", ["MC101", "mc101", "server-default", "-- -Wserver-default"])
def test_a_page_is_found_by_code_and_name(explain, word):
    assert explain(word).startswith("MC101 server-default")


def test_without_a_code_all_are_listed(explain):
    assert [line.split()[0] for line in explain().splitlines()] == list(TABLE)


def test_a_page_as_json(explain):
    rule = json.loads(explain("M102", "--format", "json"))["rule"]
    assert rule["rule"] == "M102" and rule["name"] == "unknown-clause"
    assert "Example:" in rule["page"]


