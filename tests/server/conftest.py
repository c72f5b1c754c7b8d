import collections
import itertools
import pathlib
import re
import signal
import zlib

import pytest

import servers
from project import MODELC, Project

# A shell has its background jobs ignore the one, nohup the other, and what is tested would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

counter = itertools.count(1)


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="rewrite the goldens of the case files")
    parser.addoption("--quick", action="store_true", help="each test on one of the servers, which follows from its name,"
                     " but for those marked each_server; of two cases in three what the goldens cannot say alone")


def home(key, items):
    """Of the same test on several servers, the newest last, the one that is kept."""
    if items[-1].get_closest_marker("newest"):
        return items[-1]
    return items[zlib.crc32(key.encode()) % len(items)]


def left_out_by_quick(items):
    """Few changes are about one server alone; ./dev cases tries them on all."""
    labels = "|".join(map(re.escape, servers.bindirs()))
    same = collections.defaultdict(list)
    for item in items:
        if "server" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("each_server"):
            same[re.sub(rf"(?<=[\[-])({labels})(?=[\]-])", "", item.nodeid, count=1)].append(item)
    on_others = {item for key, several in same.items() for item in several if item is not home(key, several)}
    return [item for item in items if item in on_others or item.get_closest_marker("full")]


def pytest_collection_modifyitems(config, items):
    if not MODELC.exists() and not config.getoption("--collect-only"):
        pytest.exit(f"{MODELC} is not built; run ./dev build", returncode=3)
    if config.getoption("--quick"):
        left_out = left_out_by_quick(items)
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session", params=list(servers.bindirs()))
def server(request):
    """One private server per version and session."""
    running = servers.Server(servers.bindirs()[request.param])
    yield running
    running.stop()


@pytest.fixture(scope="session")
def debian_server():
    """The server of the distribution, for tests that need one version only."""
    running = servers.Server(servers.DEBIAN)
    yield running
    running.stop()


@pytest.fixture
def make_project(tmp_path):
    """A function that makes projects, each with a folder and a fresh database of its own."""
    made = []

    def make(server, folder=None):
        number = next(counter)
        project = Project(pathlib.Path(folder or tmp_path / f"project{number}"), server, f"test_{number}")
        made.append(project)
        return project

    yield make
    for project in made:
        project.close()


@pytest.fixture
def project(server, make_project):
    """A project on each server version."""
    return make_project(server)


@pytest.fixture
def debian_project(debian_server, make_project):
    """A project on the distribution's server alone."""
    return make_project(debian_server)
