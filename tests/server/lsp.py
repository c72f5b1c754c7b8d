"""A scripted editor: speaks the Language Server Protocol to clangd and waits for what it says."""

import json
import pathlib
import queue
import subprocess
import threading


class Editor:
    def __init__(self, folder, timeout=60):
        self.timeout = timeout
        self.count = 0
        self.process = subprocess.Popen(["clangd", "--background-index=false", "--log=error"], cwd=folder,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.messages = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.request("initialize", {"processId": None, "rootUri": pathlib.Path(folder).as_uri(), "capabilities": {}})
        self.notify("initialized", {})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.request("shutdown", None)
        self.notify("exit", None)
        self.process.wait(self.timeout)
        self.process.stdin.close()
        self.reader.join()
        self.process.stdout.close()

    def _read(self):
        stream = self.process.stdout
        while True:
            length = 0
            while (line := stream.readline().strip()):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if length == 0:
                return
            self.messages.put(json.loads(stream.read(length)))

    def _send(self, message):
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def _wait(self, wanted):
        while True:
            message = self.messages.get(timeout=self.timeout)
            if wanted(message):
                return message

    def notify(self, method, parameters):
        self._send({"method": method, "params": parameters})

    def request(self, method, parameters):
        self.count += 1
        number = self.count
        self._send({"id": number, "method": method, "params": parameters})
        return self._wait(lambda message: message.get("id") == number and "method" not in message).get("result")

    def open(self, path):
        """Open the file and return its diagnostics."""
        uri = pathlib.Path(path).as_uri()
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "c", "version": 1, "text": pathlib.Path(path).read_text(encoding="utf-8")}})
        return self._wait(lambda message: message.get("method") == "textDocument/publishDiagnostics"
                          and message["params"]["uri"] == uri)["params"]["diagnostics"]

    def hover(self, path, line, column):
        shown = self.request("textDocument/hover", {"textDocument": {"uri": pathlib.Path(path).as_uri()},
                                                    "position": {"line": line, "character": column}})
        return shown["contents"]["value"] if shown else ""
