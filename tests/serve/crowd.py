#!/usr/bin/env python3
"""Many at once, slow ones, and those who leave: crowd.py PROGRAM [SECONDS]. A normal client gets its answers all the while.

As a test it says what happens, not how soon: a machine may be busy with other things. With SECONDS, for so long, its times are held against limits, too.
"""
import json
import signal
import socket
import struct
import sys
import threading
import time

from server import Server, check, look_at, report, slow

program = look_at(sys.argv[1])
is_timed = len(sys.argv) > 2
seconds = float(sys.argv[2]) if is_timed else 3
SMALL, LARGE = "scenarios/three-states.yaml", "scenarios/nato-1949.yaml"
SLOW_CLIENTS, ABORTED_EACH_SECOND = 200, 50


def text_of(file):
    with open(file, encoding="utf-8") as opened:
        return opened.read()


class Slow(threading.Thread):
    """200 who send a byte now and then; they come again when they are shown out."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.over, self.socks, self.shown_out = server, threading.Event(), [], 0

    def start_one(self):
        sock = self.server.connect(5)
        sock.setblocking(False)
        sock.send(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
        return sock

    def run(self):
        self.socks = [self.start_one() for _ in range(SLOW_CLIENTS)]
        while not self.over.wait(0.5):
            for n, sock in enumerate(self.socks):
                try:
                    sock.send(b"x")
                except OSError:
                    sock.close()
                    self.shown_out += 1
                    self.socks[n] = self.start_one()
        for sock in self.socks:
            sock.close()


class Aborting(threading.Thread):
    """50 connections a second that end with a reset, some before they said anything, some in the midst of a question."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server, self.over, self.n = server, threading.Event(), 0

    def run(self):
        body = json.dumps({"text": text_of(SMALL)})
        start = f"POST /api/evaluate HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        parts = ["", "GET / HT", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", start, start + body[:100], start + body]
        while not self.over.wait(1 / ABORTED_EACH_SECOND):
            try:
                sock = self.server.connect(5)
                sock.send(parts[self.n % len(parts)].encode())
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                sock.close()
            except OSError:
                pass
            self.n += 1


def crowd():
    with Server(program, SMALL) as server:
        text = text_of(SMALL)
        right = server.post("/api/evaluate", text=text).body
        for _ in range(200):
            server.post("/api/evaluate", text=text)
        before = server.memory_kib()
        pests = [Slow(server), Aborting(server)]
        for pest in pests:
            pest.start()
        time.sleep(0.5)
        waits, wrong, end = [], 0, time.monotonic() + seconds
        while time.monotonic() < end or len(waits) < 10:
            started = time.monotonic()
            answer = server.post("/api/evaluate", text=text)
            wrong += not (answer.body == right or answer.status == 503)
            waits.append(time.monotonic() - started)
            wrong += server.ask("GET", "/").status != 200
            time.sleep(0.02)
        for pest in pests:
            pest.over.set()
            pest.join()
        waits.sort()
        check(wrong == 0, f"a normal client gets its answers: {wrong} of {len(waits)} wrong")
        check(waits[-1] < 2 or not is_timed, f"and waits for none of them for long: {waits[-1]:.2f} s")
        end = time.monotonic() + 60
        while (answer := server.post("/api/evaluate", text=text)).status == 503 and time.monotonic() < end:
            time.sleep(0.1)
        check(answer.body == right, "and afterwards too")
        after = server.memory_kib()
        check(after < before + 8192 or slow(), f"memory stays: {before} KiB before, {after} after")
        print(f"{len(waits)} answers, the longest in {1000 * waits[-1]:.0f} ms, 99 % within {1000 * waits[len(waits) * 99 // 100]:.0f} ms; {pests[0].shown_out} slow "
              f"clients shown out, {pests[1].n} connections aborted; resident memory {before} KiB before, {after} after")


def slow_ones_are_shown_out():
    """Headers have a time, 10 s, however often a byte comes."""
    with Server(program, SMALL) as server, server.connect() as sock:
        started = time.monotonic()
        sock.sendall(b"GET / HTTP/1.1\r\nX: ")
        try:
            while time.monotonic() - started < 120:
                sock.send(b"x")
                time.sleep(0.2)
            took = None
        except OSError:
            took = time.monotonic() - started
        check(took and took > 8, f"slow headers are cut off, not at once: {took} s")


def queue():
    """More questions at once than may wait: each gets its answer or is told when to come again, and nobody waits for ever."""
    with Server(program, SMALL) as server:
        body = {"text": text_of(LARGE), "of": "potential", "top": 1}
        answers = []
        everybody = [threading.Thread(target=lambda: answers.append(server.post("/api/externalities", **body))) for _ in range(16)]
        for one in everybody:
            one.start()
        check(server.post("/api/evaluate", text=text_of(SMALL)).status == 200, "an evaluation beside slow questions")
        for one in everybody:
            one.join(120)
        good = [a for a in answers if a.status == 200]
        refused = [a for a in answers if a.status == 503 and a.headers.get("retry-after") == "1"]
        check(len(answers) == 16 and len(good) + len(refused) == 16, f"each is answered: {[a.status for a in answers]}")
        check(len(good) >= 2 and len({a.body for a in good}) == 1, f"{len(good)} with the same figures")


def runs():
    with Server(program, SMALL) as server:
        long = {"text": text_of(LARGE), "kind": "assess", "draws": 10000}
        first, second = server.post("/api/runs", **long), server.post("/api/runs", **long)
        check(first.status == 202 and second.status == 202, f"two runs at once: {first.status}, {second.status}")
        third = server.post("/api/runs", **long)
        check(third.status == 429 and int(third.headers["retry-after"]) > 0, f"a third: {third.status}")
        ids = [first.json()["id"], second.json()["id"]]
        check(ids[0] != ids[1] and all(len(i) == 32 for i in ids), f"ids: {ids}")
        check(server.post("/api/evaluate", text=text_of(SMALL)).status == 200, "an evaluation during two runs")
        told = []

        def listen():
            told.extend(server.events(ids[0]))

        thread = threading.Thread(target=listen)
        thread.start()
        while not told:
            time.sleep(0.02)
        check(server.ask("DELETE", f"/api/runs/{ids[0]}").status == 204, "a run is cancelled")
        thread.join(30)
        check(not thread.is_alive() and told[-1] == ("failed", {"error": {"message": "cancelled"}}), f"and says so: {told[-1:]}")
        # whoever listened goes away: the run ends by itself; one that is still heard goes on
        heard = start_when_there_is_room(server, long)
        kept = []
        thread = threading.Thread(target=lambda: kept.extend(server.events(heard)))
        thread.start()
        with server.connect() as sock:
            sock.sendall(f"GET /api/runs/{ids[1]}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            sock.recv(100)
            left = time.monotonic()
        started = start_when_there_is_room(server, long)
        took = time.monotonic() - left
        check(started and took > 4, f"a run that nobody hears ends, after 5 s: {took:.1f} s")
        check(thread.is_alive(), "and one that is heard does not")
        for run in (heard, started):
            server.ask("DELETE", f"/api/runs/{run}")
        thread.join(30)


def start_when_there_is_room(server, body):
    """The id of a run that was let in, in the end; None after two minutes."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        answer = server.post("/api/runs", **body)
        if answer.status == 202:
            return answer.json()["id"]
        time.sleep(0.1)
    return None


def ending():
    for by in (signal.SIGTERM, signal.SIGINT):
        server = Server(program, SMALL)
        run = server.post("/api/runs", text=text_of(LARGE), kind="assess", draws=10000)
        listening = server.connect()
        listening.sendall(f"GET /api/runs/{run.json()['id']}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        listening.recv(10)
        idle = server.connect()
        body = json.dumps({"text": text_of(LARGE), "of": "potential"}).encode()
        asking = server.connect()
        asking.sendall(b"POST /api/externalities HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
        time.sleep(0.3)
        status, took, complaint = server.end(by)
        check(status == 0 and complaint == "", f"{by.name} during a run: {status} {complaint[-2000:]}")
        check(took < 1 or not is_timed, f"{by.name} during a run, an evaluation and a stream: {took:.2f} s")
        for sock in (listening, idle, asking):
            sock.close()


crowd()
ending()
if not is_timed:
    slow_ones_are_shown_out()
    queue()
    runs()
sys.exit(report())
