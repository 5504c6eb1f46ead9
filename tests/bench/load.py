#!/usr/bin/env python3
"""load.py PROGRAM: how much helsinki serve stands: rates and waits against what is asked of them, as ratios. Asserts nothing.

A rate is as good as its goal at 1 and better above; a wait is as good as its limit at 1 and better below.
"""
import http.client
import json
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "serve"))
from server import Server  # noqa: E402

program = sys.argv[1]
SECONDS, CLIENTS = 10, 4
ASSETS_EACH_SECOND, EVALUATIONS_EACH_SECOND, EVALUATION_MS, FIRST_BYTE_MS = 1000, 200, 50, 50


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


class Client(threading.Thread):
    """Asks the same again and again on one connection."""

    def __init__(self, server, body, end):
        super().__init__()
        self.server, self.body, self.end, self.waits, self.refused = server, body, end, [], 0

    def run(self):
        connection = http.client.HTTPConnection(self.server.host, self.server.port)
        while time.monotonic() < self.end:
            started = time.monotonic()
            connection.request("POST", "/api/evaluate", self.body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            if answer.status == 200:
                self.waits.append(time.monotonic() - started)
            else:
                self.refused += 1


def evaluations(server, text, clients):
    body = json.dumps({"text": text})
    server.ask("POST", "/api/evaluate", body.encode())
    everybody = [Client(server, body, time.monotonic() + SECONDS) for _ in range(clients)]
    for client in everybody:
        client.start()
    for client in everybody:
        client.join()
    return [wait for client in everybody for wait in client.waits], sum(client.refused for client in everybody)


def assets(server):
    if not shutil.which("wrk"):
        print("  assets: wrk is not installed")
        return
    done = subprocess.run(["wrk", "-t2", "-c8", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip", f"{server.url}assets/live.js"], capture_output=True,
                          text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done).group(1))
    print(f"  assets: {rate:.0f} a second, {rate / ASSETS_EACH_SECOND:.2f} of the goal of {ASSETS_EACH_SECOND}")


def first_byte(server):
    waits = []
    for _ in range(200):
        started = time.monotonic()
        with server.connect() as sock:
            sock.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
            sock.recv(1)
        waits.append(1000 * (time.monotonic() - started))
    wait = quantile(waits, 0.99)
    print(f"  first byte of the page, connection and all: {quantile(waits, 0.5):.2f} ms, 99 % within {wait:.2f} ms, {wait / FIRST_BYTE_MS:.3f} of the "
          f"{FIRST_BYTE_MS} ms allowed")


europe = pathlib.Path("scenarios/europe-2022.yaml").read_text(encoding="utf-8")
closed = re.sub(r"^world: \{", "world: {closed: true, ", europe, count=1, flags=re.M)
assert closed != europe
with Server(program) as one:
    print(f"helsinki serve, {SECONDS} seconds each")
    assets(one)
    first_byte(one)
    waits, refused = evaluations(one, closed, CLIENTS)
    print(f"  evaluations of a closed region of 57 states, {CLIENTS} clients: {len(waits) / SECONDS:.1f} a second, "
          f"{len(waits) / SECONDS / EVALUATIONS_EACH_SECOND:.2f} of the goal of {EVALUATIONS_EACH_SECOND}; {refused} refused")
    waits, refused = evaluations(one, europe, 1)
    late = 1000 * quantile(waits, 0.99)
    print(f"  evaluations in a world of 195 states, one client: half within {1000 * quantile(waits, 0.5):.0f} ms, 99 % within {late:.0f} ms, "
          f"{late / EVALUATION_MS:.2f} of the {EVALUATION_MS} ms allowed")
    print(f"  resident memory: {one.memory_kib() / 1024:.0f} MiB")
print("a minute of 200 slow clients and 50 aborted connections a second:")
sys.stdout.flush()
sys.exit(subprocess.run([sys.executable, str(pathlib.Path(__file__).parent.parent / "serve" / "crowd.py"), program, "60"], check=False).returncode)
