import itertools
import pathlib
import signal

import pytest

import quick
import servers
from project import MODELC, Project

# A shell has its background jobs ignore the one, nohup the other, and what is tested would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

counter = itertools.count(1)


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="rewrite the goldens of the case files")
    parser.addoption("--quick", action="store_true", help="each test on one of the servers, which follows from its name,"
                     " but for those marked each_server; of many that are alike every third in full")


def pytest_collection_modifyitems(config, items):
    if not MODELC.exists() and not config.getoption("--collect-only"):
        pytest.exit(f"{MODELC} is not built; run ./dev build", returncode=3)
    if config.getoption("--quick"):
        left_out = set(quick.left_out(items))
        config.hook.pytest_deselected(items=list(left_out))
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
def some(request):
    """A function that leaves of a list what is asked: with --quick every third, else all."""
    return lambda items: quick.some(request.config, items)


@pytest.fixture
def project(server, make_project):
    """A project on each server version."""
    return make_project(server)


@pytest.fixture
def debian_project(debian_server, make_project):
    """A project on the distribution's server alone."""
    return make_project(debian_server)
