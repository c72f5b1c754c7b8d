#!/usr/bin/python3
"""Run every test of a build folder and count: checks of the sources, unit tests, real-server tests.

usage: run.py [--lint] BUILD

The last line is "N passed, N failed"; the exit status is 1 when something failed.
"""

import concurrent.futures
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "lint"))
sys.path.insert(0, str(ROOT / "tests" / "server"))

import sources  # noqa: E402

CPUS = os.cpu_count() or 1


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def add(self, title, passed, failed, output=""):
        """Count, print one line, and the output when something failed."""
        self.passed += passed
        self.failed += failed
        print(f"{'FAIL' if failed else 'ok  '} {title}: {passed} passed, {failed} failed", flush=True)
        if failed:
            print("\n".join("    " + line for line in output.rstrip().split("\n")), flush=True)


def run(*command, cwd=ROOT):
    done = subprocess.run([str(part) for part in command], cwd=cwd, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    return done.returncode, done.stdout


def check_sources(tally):
    # Models are laid out by hand, like the columns of a table.
    models = re.compile(r"models/|tests/unit/\w+/.+/")
    laid_out = [path for path in sources.files(ROOT) if path.endswith((".c", ".h")) and not models.match(path)]
    checks = {
        "layers": [sys.executable, "tests/lint/layers.py", "."],
        "style": [sys.executable, "tests/lint/style.py", "."],
        "layout": ["clang-format", "--dry-run", "-Werror", *laid_out],
    }
    for title, command in checks.items():
        status, output = run(*command)
        tally.add(title, int(status == 0), int(status != 0), output)


def run_unit(program):
    """Counts of one cmocka program; a crash or a leak behind its last test is a failure too."""
    status, output = run(program)
    passed = len(re.findall(r"^\[       OK \]", output, re.MULTILINE))
    failed = len(re.findall(r"^\[ RUN      \]", output, re.MULTILINE)) - passed
    return program.name, passed, failed or int(status != 0), output


def check_units(tally, build):
    programs = sorted((build / "unit").glob("*_test"))
    with concurrent.futures.ThreadPoolExecutor(CPUS) as pool:
        for result in pool.map(run_unit, programs):
            tally.add(*result)
    if not programs:
        tally.add("unit tests", 0, 1, "none were built")


def check_pytest(tally, title, folder, *arguments):
    """One process more than there are processors: each waits for its server at times."""
    with tempfile.NamedTemporaryFile(suffix=".xml") as report:
        status, output = run("/usr/bin/python3", "-m", "pytest", "-p", "no:cacheprovider", "-q", "-n", CPUS + 1,
                             f"--junitxml={report.name}", *arguments, cwd=folder)
        try:
            suite = xml.etree.ElementTree.parse(report.name).getroot().find("testsuite")
            count = {name: int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")}
        except (xml.etree.ElementTree.ParseError, AttributeError):
            count = {"tests": 0, "failures": 0, "errors": 1, "skipped": 0}
    failed = count["failures"] + count["errors"]
    if status and not failed:
        failed = 1
    tally.add(title, count["tests"] - failed - count["skipped"], failed, output)


def check_servers(tally):
    """The tests ask for two servers; one alone must not pass for both."""
    import servers

    found = servers.bindirs()
    tally.add("PostgreSQL servers: " + ", ".join(found), int(len(found) == 2), int(len(found) != 2),
              "two are needed: the distribution's and the newest in build/postgresql-newest")


def check_fuzz(tally):
    """Twenty seconds in all, always the same seeds: a change is judged by what it changes.  `./dev fuzz` takes new ones."""
    status, output = run("./dev", "fuzz", "20", "1000")
    broken = len(re.findall(r"^FAIL fuzz", output, re.MULTILINE))
    tally.add("fuzz targets", len(re.findall(r"^ok   fuzz", output, re.MULTILINE)), broken or int(status != 0), output)


def main(arguments):
    # A shell has its background jobs ignore the one, nohup the other, and what is tested would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    tally = Tally()
    build = pathlib.Path(arguments[-1]).resolve()
    check_sources(tally)
    if "--lint" not in arguments:
        check_pytest(tally, "checks of the checks", ROOT / "tests" / "lint", "lint_test.py")
        check_units(tally, build)
        check_fuzz(tally)
        os.environ["MODELC"] = str(build / "modelc")
        os.environ["MODELC_NEWEST"] = str(build.with_name("release") / "modelc")
        check_servers(tally)
        check_pytest(tally, "real-server tests", ROOT / "tests" / "server", "--quick")
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
