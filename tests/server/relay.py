"""A socket between modelc and the server that ends things at a chosen message of PostgreSQL's protocol.

Exchanges are counted: what the client sends up to a Sync or a simple Query, and the server's answer up to
ReadyForQuery.  `at` exchange N, `phase` "during" acts while the server works on it, "after" when the server
has answered and the client has not heard of it.
"""

import pathlib
import socket
import struct
import tempfile
import threading
import time


class Relay:
    """`act(relay)` is called once, with everything held back; both sides are closed behind it."""

    def __init__(self, target, at=None, phase="after", act=lambda relay: None, pause=0.01):
        self.folder = tempfile.TemporaryDirectory(prefix="relay-", dir="/tmp")
        self.target = str(pathlib.Path(target) / ".s.PGSQL.5432")
        self.at, self.phase, self.act, self.pause = at, phase, act, pause
        self.exchanges = 0
        self.acted = threading.Event()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(pathlib.Path(self.folder.name) / ".s.PGSQL.5432"))
        self.listener.listen()
        self.first = True
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, database):
        return f"postgresql:///{database}?host={self.folder.name}&user=postgres"

    def close(self):
        self.listener.close()
        self.folder.cleanup()

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self.target)
            except OSError:
                return
            counted, self.first = self.first, False
            pair = (client, server)
            for source, sink, sent in ((client, server, True), (server, client, False)):
                threading.Thread(target=self._pass, args=(source, sink, sent, counted, pair), daemon=True).start()

    def _end(self, pair):
        self.act(self)
        self.acted.set()
        for end in pair:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _is_under_way(self):
        """That exchange during which it acts: the client hears nothing more."""
        return self.phase == "during" and self.exchanges == self.at

    def _pass(self, source, sink, sent, counted, pair):
        answers = -1  # the first ReadyForQuery ends the start of the session
        for kind, message in messages(source, starts=sent):
            if counted and sent and kind in b"SQ":
                self.exchanges += 1
            if counted and not sent and self._is_under_way():
                return
            if counted and not sent and kind == b"Z":
                answers += 1
                if self.phase == "after" and answers == self.at:
                    self._end(pair)
                    return
            try:
                sink.sendall(message)
            except OSError:
                break
            if counted and sent and kind in b"SQ" and self._is_under_way():
                time.sleep(self.pause)
                self._end(pair)
                return
        try:
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def read(source, size):
    data = b""
    while len(data) < size:
        try:
            part = source.recv(size - len(data))
        except OSError:
            return None
        if not part:
            return None
        data += part
    return data


def messages(source, starts):
    """(type, bytes) of each message; the client's first one has no type."""
    kind = b"" if starts else None
    while True:
        if kind is None:
            kind = read(source, 1)
        length = read(source, 4) if kind is not None else None
        body = read(source, struct.unpack("!i", length)[0] - 4) if length else None
        if body is None:
            return
        yield kind or b"-", kind + length + body
        kind = None
