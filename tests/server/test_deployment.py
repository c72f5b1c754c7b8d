"""Containers and pipelines: a server that is late, replicas that start at once, the example's entry script."""

import json
import os
import re
import subprocess
import threading
import time

import pytest

import project as harness
from servers import DEBIAN, ROOT, Server
from test_kill import restart
from test_runner import spawn, write_revision

EXAMPLE = ROOT / "examples" / "docker"


@pytest.fixture
def own_server():
    server = Server(DEBIAN)
    yield server
    server.stop()


@pytest.fixture
def late(own_server, make_project):
    """A project whose server is down, and a function that brings it up."""
    project = make_project(own_server)
    write_revision(project, "a1", "CREATE TABLE t ();", "DROP TABLE t;")
    own_server.process.terminate()
    own_server.process.wait()
    yield project, lambda: restart(own_server)
    if own_server.process.poll() is not None:
        restart(own_server)


def test_a_server_that_is_late_is_waited_for(late):
    project, start = late
    began = time.monotonic()
    refused = project.run("upgrade", "--wait", "700ms", expect=1)
    assert "MC701" in refused.err and "Waiting for the database" in refused.err, str(refused)
    assert "MC701" in project.run("wait", "--timeout", "300ms", expect=1).err
    assert time.monotonic() - began < 20
    running = [spawn(project, "upgrade", "--wait", "60s", "--format", "json") for _ in range(3)]
    waiting = spawn(project, "wait", "--head")
    time.sleep(0.5)
    assert all(process.poll() is None for process in [*running, waiting])
    start()
    ran = []
    for process in running:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        ran += json.loads(out)["ran"]
    assert ran == ["a1"]
    out, err = waiting.communicate(timeout=60)
    assert waiting.returncode == 0, err


def test_waiting_for_the_head(debian_project):
    project = debian_project
    write_revision(project, "a1", "CREATE TABLE t ();", "DROP TABLE t;")
    assert "MC811" in project.run("wait", "--head", "--timeout", "1ms", expect=1).err
    threading.Timer(0.7, lambda: project.run("upgrade")).start()
    project.run("wait", "--head", "--timeout", "30s")
    assert [row[0] for row in project.ledger()] == ["a1"]


def entry(project, *arguments, expect=0):
    folder = project.folder / "bin"
    folder.mkdir(exist_ok=True)
    if not (folder / "modelc").exists():
        (folder / "modelc").symlink_to(harness.MODELC)
    done = subprocess.run(
        ["sh", str(EXAMPLE / "entrypoint.sh"), *arguments], cwd=project.folder, capture_output=True, text=True, timeout=60,
        env=harness.clean_environment(project.folder, DATABASE_URL=project.url, PATH=f"{folder}:{os.environ['PATH']}"))
    assert done.returncode == expect, f"{done.stdout}{done.stderr}"
    return done.stdout


def test_the_entry_script(debian_project):
    project = debian_project
    write_revision(project, "a1", "CREATE TABLE t ();", "DROP TABLE t;")
    write_revision(project, "b1", "CREATE TABLE u ();", "DROP TABLE u;", "a1")
    assert entry(project, "version").startswith("modelc ")
    entry(project, "upgrade", "a1")
    assert [row[0] for row in project.ledger()] == ["a1"]
    assert entry(project, "serve", "echo", "it serves", "two  words") == "it serves two  words\n"
    assert [row[0] for row in project.ledger()] == ["a1", "b1"]
    assert entry(project, "await", "echo", "ready") == "ready\n"
    entry(project)
    write_revision(project, "c1", "SELECT 1/0;", "", "b1")
    assert entry(project, "serve", "echo", "never", expect=1) == ""


def test_what_the_example_names_is_there():
    dockerfile = (EXAMPLE / "Dockerfile").read_text()
    for line in re.findall(r"^COPY (?!--from)(\S+) ", dockerfile, re.MULTILINE):
        assert (ROOT / line).exists(), line
    packages = set(re.findall(r"[a-z][a-z0-9.+-]+", re.search(r"recommends \\\n(.*?)\n    &&", dockerfile, re.S).group(1)))
    wanted = set(re.findall(r"[a-z][a-z0-9.+-]+", re.search(r"BUILD_PACKAGES=\((.*?)\)", (ROOT / "dev").read_text(),
                                                            re.S).group(1).replace("|", " ")))
    assert packages <= wanted and len(packages) > 8, packages - wanted
    assert json.loads((EXAMPLE / "modelc.json").read_text()) == {"migrations": "migrations"}
    compose = (EXAMPLE / "compose.yaml").read_text()
    assert "examples/docker/Dockerfile" in compose and "service_completed_successfully" in compose
