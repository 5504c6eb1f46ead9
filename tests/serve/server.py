"""A `helsinki serve` of a test's own, and ways to speak with it: as a browser does, and as nobody should."""
import json
import pathlib
import re
import signal
import socket
import subprocess
import time

SECURE = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                               "form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
failures = 0
count = 0


def check(good, what):
    """Counts a check, and says which one failed."""
    global failures, count
    count += 1
    if not good:
        failures += 1
        print(f"FAIL: {what}", flush=True)
    return good


def report():
    """The exit status of the test."""
    print(f"{count} checks, {failures} failed")
    return failures != 0


class Answer:
    def __init__(self, raw, closed=False):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        word = lines[0].split(" ")
        self.status = int(word[1]) if len(word) > 1 and word[0].startswith("HTTP/") else 0
        self.headers = {}
        for line in lines[1:]:
            key, _, value = line.partition(":")
            self.headers[key.strip().lower()] = value.strip()
        self.closed = closed

    def json(self):
        return json.loads(self.body)

    @property
    def message(self):
        return self.json()["error"]["message"]


def read_answer(sock, head_only=False):
    """One answer with Content-Length or in chunks; what there is if the other side ends first."""
    raw = b""
    while b"\r\n\r\n" not in raw:
        try:
            more = sock.recv(65536)
        except ConnectionError:
            more = b""
        if not more:
            return Answer(raw, closed=True)
        raw += more
    answer = Answer(raw)
    length = int(answer.headers.get("content-length", 0))
    while not head_only and len(answer.body) < length:
        more = sock.recv(65536)
        if not more:
            answer.closed = True
            break
        answer.body += more
    return answer


class Server:
    """Starts one; `with` ends it and checks that it ends well, however long a machine that is busy with other things takes."""

    def __init__(self, program, *words, env=None):
        self.process = subprocess.Popen([program, "serve", "-q", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
        self.url = self.process.stdout.readline().decode().strip()
        found = re.fullmatch(r"http://(\S+?):(\d+)/(?:\?token=([0-9a-f]{32}))?", self.url)
        if not found:
            raise SystemExit(f"no address: {self.url!r} {self.process.stderr.read().decode()!r}")
        self.host, self.port, self.token = found.group(1), int(found.group(2)), found.group(3)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        status, _, complaint = self.end()
        if kind is None:
            check(status == 0, f"ends with 0, not {status}: {complaint[-2000:]}")
            check(complaint == "", f"nothing on standard error: {complaint[-2000:]}")

    def end(self, by=signal.SIGTERM):
        started = time.monotonic()
        self.process.send_signal(by)
        try:
            rest, complaint = self.process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            rest, complaint = self.process.communicate()
            complaint += b"(had to be killed)"
        check(rest == b"", f"nothing but the address on standard output: {rest[:200]}")
        return self.process.returncode, time.monotonic() - started, complaint.decode(errors="replace")

    def connect(self, timeout=30):
        host = self.host.strip("[]")
        return socket.create_connection((host, self.port), timeout=timeout)

    def raw(self, data, timeout=30, head_only=False):
        with self.connect(timeout) as sock:
            try:
                sock.sendall(data if isinstance(data, bytes) else data.encode())
            except ConnectionError:
                pass
            return read_answer(sock, head_only)

    def ask(self, method, path, body=None, headers=(), host=None, timeout=60):
        """headers: pairs, in addition to Host and what a body needs."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {host or f'{self.host}:{self.port}'}"]
        data = b""
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            lines += [f"Content-Length: {len(data)}"]
            if not any(key.lower() == "content-type" for key, _ in headers):
                lines += ["Content-Type: application/json"]
        lines += [f"{key}: {value}" for key, value in headers]
        return self.raw("\r\n".join(lines).encode() + b"\r\n\r\n" + data, timeout, head_only=method == "HEAD")

    def post(self, path, **body):
        return self.ask("POST", path, body)

    def events(self, run, sock=None):
        """The events of a run, one by one, as (name, data)."""
        with sock or self.connect(120) as stream:
            stream.sendall(f"GET /api/runs/{run}/events HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n\r\n".encode())
            lines = stream.makefile("rb")
            status = lines.readline()
            if b" 200 " not in status:
                yield "status", status.decode()
                return
            while lines.readline().strip():
                pass
            text = b""
            while True:
                size = int(lines.readline().strip() or b"0", 16)
                text += lines.read(size)
                lines.readline()
                while b"\n\n" in text:
                    event, _, text = text.partition(b"\n\n")
                    field = dict(line.split(b": ", 1) for line in event.split(b"\n") if b": " in line)
                    if b"event" in field:
                        yield field[b"event"].decode(), json.loads(field[b"data"])
                if not size:
                    return

    def memory_kib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))


def slow():
    """Whether the program under test is so instrumented that its times and its memory say nothing."""
    return instrumented


instrumented = False


def look_at(program):
    global instrumented
    names = subprocess.run(["nm", "-D", program], capture_output=True, text=True, check=False).stdout
    instrumented = "__asan_" in names
    return program
