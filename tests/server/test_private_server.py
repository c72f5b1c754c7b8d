"""The private development server: the default when no database is configured."""

import os
import pathlib
import shutil
import signal
import subprocess
import time

import pytest

import servers
from project import MODELC, clean_environment

ONE = "#pragma once\n#include <modelc.h>\n\nstruct PG(table) one {\n    int32_t  id  PG(primary key);\n};\n"


def server_processes(folder):
    """Process ids of servers whose data directory is below `folder`."""
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].endswith((b"/postgres", b"/postmaster")) and any(
                word.startswith(os.fsencode(str(folder))) for word in words[1:]):
            found.append(int(entry.name))
    return found


class Private:
    """A project folder with no database configured, used by `account` (None: whoever we are)."""

    def __init__(self, folder, account=None):
        self.folder = folder
        self.account = account
        self.program = MODELC
        (folder / "models").mkdir(parents=True)
        (folder / "models" / "one.h").write_text(ONE)
        if account:
            # The checkout may be in a folder that only we can enter.
            self.program = shutil.copy(MODELC, folder.parent / "modelc")
            for path in [folder, *folder.rglob("*")]:
                os.chown(path, account.pw_uid, account.pw_gid)

    def run(self, *arguments, expect=0):
        user = {}
        if self.account:
            user = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        done = subprocess.run([str(self.program), *arguments], cwd=self.folder, capture_output=True, text=True, timeout=120,
                              stdin=subprocess.DEVNULL, env=clean_environment(self.folder), **user)
        assert done.returncode == expect, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def loop(self):
        self.run("autogen", "-m", "one")
        self.run("upgrade")
        self.run("check")

    def stop(self):
        for process in server_processes(self.folder):
            os.kill(process, signal.SIGINT)
        deadline = time.monotonic() + 10
        while server_processes(self.folder) and time.monotonic() < deadline:
            time.sleep(0.05)


@pytest.fixture
def private():
    """A function that makes such projects, in a folder that every account can reach."""
    import tempfile

    made = []

    def make(account=None):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="modelc-private-", dir="/tmp"))
        folder.chmod(0o755)
        made.append(Private(folder / "project", account))
        return made[-1]

    yield make
    for project in made:
        project.stop()
        shutil.rmtree(project.folder.parent, ignore_errors=True)


def test_the_loop_with_nothing_configured(private):
    private().loop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another account")
def test_the_loop_as_an_ordinary_user(private):
    private(servers.unprivileged()).loop()


def test_one_server_per_project(private):
    project = private()
    project.loop()
    project.run("current")
    project.run("status")
    postmasters = {process for process in server_processes(project.folder)}
    assert len(postmasters) <= 1


def test_it_survives_being_killed(private):
    project = private()
    project.loop()
    for process in server_processes(project.folder):
        os.kill(process, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while server_processes(project.folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    project.run("check")
    project.run("downgrade")


def test_it_listens_on_no_network(private):
    project = private()
    project.loop()
    for process in server_processes(project.folder):
        words = pathlib.Path(f"/proc/{process}/cmdline").read_bytes()
        inodes = {os.readlink(link) for link in pathlib.Path(f"/proc/{process}/fd").iterdir() if link.exists()}
        tcp = pathlib.Path("/proc/net/tcp").read_text() + pathlib.Path("/proc/net/tcp6").read_text()
        listening = {f"socket:[{line.split()[9]}]" for line in tcp.splitlines() if " 0A " in line}
        assert not inodes & listening, words
