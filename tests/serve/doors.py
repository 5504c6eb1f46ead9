#!/usr/bin/env python3
"""Who is let in, and what is turned away at the door."""
import gzip
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from server import SECURE, Server, check, look_at, read_answer, report

program = look_at(sys.argv[1])
SMALL = "scenarios/three-states.yaml"


def refused(answer, status, what, words=None):
    check(answer.status == status, f"{what}: {status}, not {answer.status} {answer.body[:200]}")
    if answer.status == status and answer.body:
        check(answer.headers.get("content-type") == "application/json", f"{what}: an error is JSON")
        check(words is None or words in answer.message, f"{what}: {answer.message}")
        check(all(answer.headers.get(key) == value for key, value in SECURE.items()), f"{what}: careful headers")


def paths(server):
    for path in ("/", "/assets/live.css", "/assets/live.js", "/api/scenario"):
        answer = server.ask("GET", path)
        check(answer.status == 200 and answer.body, f"GET {path}: {answer.status}")
        check(all(answer.headers.get(key) == value for key, value in SECURE.items()), f"GET {path}: careful headers")
        head = server.ask("HEAD", path)
        check(head.status == 200 and head.body == b"" and head.headers["content-length"] == str(len(answer.body)), f"HEAD {path}")
    for path in ("/nothing", "/api", "/api/", "/api/nothing", "/assets", "/assets/", "/assets/live.html/", "/assets/../live.html",
                 "/assets/..%2f..%2fetc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets//etc/passwd", "/../etc/passwd",
                 "//etc/passwd", "/%00", "/assets/live.js%00.css", "/assets/live.js/..", "/assets/..\\..\\x", "/./", "/api/open/",
                 "/API/open", "/api/runs/", "/api/runs/x/events", "/api/runs/" + 31 * "0", "/api/runs/" + 32 * "0" + "/x"):
        refused(server.ask("GET", path), 404, f"GET {path}")
    refused(server.ask("GET", "/api/runs/" + 32 * "0" + "/events"), 404, "events of no run", "no such run")
    refused(server.ask("DELETE", "/api/runs/" + 32 * "0"), 404, "no run to cancel", "no such run")
    for method, path, allow in (("POST", "/", "GET, HEAD"), ("PUT", "/", "GET, HEAD"), ("OPTIONS", "/api/open", "POST"),
                                ("GET", "/api/open", "POST"), ("DELETE", "/api/scenario", "GET, HEAD"), ("TRACE", "/", "GET, HEAD"),
                                ("PATCH", "/assets/live.js", "GET, HEAD"), ("GET", "/api/runs", "POST"), ("BREW", "/", "GET, HEAD"),
                                ("GET", "/api/runs/" + 32 * "a", "DELETE"), ("POST", "/api/runs/" + 32 * "a" + "/events", "GET")):
        answer = server.ask(method, path, {} if method == "POST" else None)
        refused(answer, 405, f"{method} {path}")
        check(answer.headers.get("allow") == allow, f"{method} {path}: Allow {answer.headers.get('allow')}")


def assets(server):
    plain = server.ask("GET", "/assets/live.js")
    zipped = server.ask("GET", "/assets/live.js", headers=[("Accept-Encoding", "br, gzip")])
    check(plain.headers["content-type"] == "text/javascript; charset=utf-8", "the type of a script")
    check(server.ask("GET", "/").headers["content-type"] == "text/html; charset=utf-8", "the type of the page")
    check(server.ask("GET", "/assets/live.css").headers["content-type"] == "text/css; charset=utf-8", "the type of a style")
    check(zipped.headers.get("content-encoding") == "gzip" and gzip.decompress(zipped.body) == plain.body, "gzipped, the same bytes")
    none = server.ask("GET", "/assets/live.js", headers=[("Accept-Encoding", "gzip;q=0, br")])
    check("content-encoding" not in none.headers, "not gzipped for who does not take it")
    for given in (plain, zipped):
        again = server.ask("GET", "/assets/live.js", headers=[("If-None-Match", given.headers["etag"]), ("Accept-Encoding", "gzip")])
        check(again.status == 304 and again.body == b"", f"304 for {given.headers['etag']}")
    other = server.ask("GET", "/assets/live.js", headers=[("If-None-Match", '"another"')])
    check(other.status == 200 and other.body == plain.body, "another tag: the bytes")
    check(plain.headers["etag"] != zipped.headers["etag"], "other bytes, another tag")


def hosts(server):
    port = server.port
    for host in (f"127.0.0.1:{port}", "127.0.0.1", "localhost", f"localhost:{port}", f"LOCALHOST:{port}", "[::1]", f"[::1]:{port}"):
        check(server.ask("GET", "/api/scenario", host=host).status == 200, f"Host {host} is let in")
    for host in ("evil.example", f"evil.example:{port}", f"127.0.0.1:{port + 1}", "127.0.0.1.evil.example", "localhost.evil.example",
                 "localhost.", "::1", f"[::1]:{port}x", "[127.0.0.1", "[]", ":", f":{port}", "127.0.0.1:", "0.0.0.0", "127.0.0.2", "a" * 300,
                 f"evil.example@127.0.0.1:{port}", f"127.0.0.1:{port}@evil.example", f"127.0.0.1:{port}, evil.example"):
        refused(server.ask("GET", "/api/scenario", host=host), 403, f"Host {host}")
    check(server.raw(f"GET / HTTP/1.1\r\n\r\n").status in (400, 403), "HTTP/1.1 without a host")
    check(server.raw(f"GET / HTTP/1.0\r\n\r\n").status == 403, "HTTP/1.0 without a host")
    for origin, good in ((f"http://127.0.0.1:{port}", True), (f"http://127.0.0.1", False), ("http://evil.example", False), ("null", False),
                         (f"https://127.0.0.1:{port}", False), (f"http://localhost:{port}", False), ("", False),
                         (f"http://127.0.0.1:{port}.evil.example", False), (f"http://127.0.0.1:{port + 1}", False)):
        for method, path, body in (("GET", "/", None), ("POST", "/api/open", {"text": ""})):
            answer = server.ask(method, path, body, headers=[("Origin", origin)])
            check((answer.status != 403) == good, f"{method} from origin {origin!r}: {answer.status}")


def bodies(server):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/jsonx", "multipart/form-data; boundary=x", ""):
        refused(server.ask("POST", "/api/open", b"{}", headers=[("Content-Type", kind)]), 415, f"a body of {kind!r}")
    check(server.ask("POST", "/api/open", b"{}", headers=[("Content-Type", "application/JSON; charset=utf-8")]).status == 400, "a charset may be said")
    start = f"POST /api/open HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Type: application/json\r\n"
    refused(server.raw(start + "\r\n"), 400, "no body at all", "no body")
    for length in (100 << 20, (1 << 20) + 1, 10**17, "0001048577"):
        answer = server.raw(start + f"Content-Length: {length}\r\n\r\n", timeout=5)
        refused(answer, 413, f"a body of {length} bytes, at its headers")
        check(answer.headers.get("connection") == "close", "and the connection ends")
    whole = b'{"text": "' + b"x" * ((1 << 20) - 12) + b'"}'
    check(server.ask("POST", "/api/open", whole).status == 422, f"a body of {len(whole)} bytes is read")
    for length in ("-1", "1e3", "0x10", "+5", "5 5", "", "99999999999999999999"):
        check(server.raw(start + f"Content-Length: {length}\r\n\r\nxxxxx", timeout=5).status in (0, 400, 413), f"Content-Length {length!r}")
    chunked = start + "Transfer-Encoding: chunked\r\n\r\n"
    check(server.raw(chunked + "2\r\n{}\r\n0\r\n\r\n").status == 400, "a small body in chunks is read")
    with server.connect(20) as sock:
        sock.sendall(chunked.encode())
        sent = 0
        try:
            while sent < 64 << 20:
                sock.sendall(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
                sent += 0x10000
        except ConnectionError:
            pass
        check(sent < 16 << 20, f"chunks without end are cut off, here after {sent} bytes")
    # what one server reads as one request and another as two
    port = server.port
    host = f"Host: 127.0.0.1:{port}\r\n"
    second = f"GET /api/scenario HTTP/1.1\r\n{host}\r\n"
    for what, text in (
            ("two lengths", start + f"Content-Length: 2\r\nContent-Length: {2 + len(second)}\r\n\r\n{{}}" + second),
            ("two equal lengths", start + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" + second),
            ("a list of lengths", start + "Content-Length: 2, 2\r\n\r\n{}" + second),
            ("length and chunks", start + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + second),
            ("another coding", start + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + second),
            ("two codings", start + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + second),
            ("two hosts", f"GET / HTTP/1.1\r\n{host}Host: evil.example\r\n\r\n" + second),
            ("a body of a GET", f"GET / HTTP/1.1\r\n{host}Content-Length: {len(second)}\r\n\r\n" + second)):
        with server.connect(5) as sock:
            sock.sendall(text.encode())
            everything = b""
            try:
                while more := sock.recv(65536):
                    everything += more
            except (ConnectionError, TimeoutError):
                pass
            check(b"HTTP/1.1 4" in everything or b"HTTP/1.1 501" in everything, f"{what}: refused, not {everything[:80]}")
            check(b"HTTP/1.1 2" not in everything and b'"file"' not in everything, f"{what}: the second question stays unread")
    for what, text in (("no HTTP", "hello\r\n\r\n"), ("binary", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n"), ("no version", "GET /\r\n\r\n"),
                       ("a bare colon", f"GET / HTTP/1.1\r\n{host}: x\r\n\r\n"), ("HTTP/9", f"GET / HTTP/9.9\r\n{host}\r\n")):
        answer = server.raw(text, timeout=15)
        check(answer.status in (0, 400, 403, 505) or (what == "a bare colon" and answer.status == 200), f"{what}: {answer.status}")
    check(server.raw(f"GET /{'a' * 2000} HTTP/1.1\r\n{host}\r\n").status == 414, "a long path")
    check(server.raw(f"GET /{'a' * 100000} HTTP/1.1\r\n{host}\r\n").status in (0, 414), "a very long path")
    check(server.raw(f"GET / HTTP/1.1\r\n{host}X-Long: {'a' * 10000}\r\n\r\n").status == 431, "long headers")
    check(server.raw(f"GET / HTTP/1.1\r\n{host}" + "X-Long: aaaaaaaaaaaaaaaaaaaaaa\r\n" * 5000 + "\r\n").status in (0, 413, 431), "very long headers")
    with server.connect() as sock:
        for turn in range(3):
            sock.sendall(f"GET /api/scenario HTTP/1.1\r\n{host}\r\n".encode())
            check(read_answer(sock).status == 200, f"question {turn} on one connection")


def tokens():
    with Server(program, SMALL, "--listen", "0.0.0.0") as server:
        server.host = "127.0.0.1"
        token, port = server.token, server.port
        check(token is not None, f"a token in {server.url}")
        refused(server.ask("GET", "/"), 401, "no token", "token")
        for path in ("/", "/assets/live.js", "/api/scenario"):
            refused(server.ask("GET", path, headers=[("Authorization", "Bearer " + 32 * "0")]), 401, f"{path} with a wrong token")
            check(server.ask("GET", path, headers=[("Authorization", f"Bearer {token}")]).status == 200, f"{path} with the token")
        for wrong in ("", token[:-1], token + "0", token.upper() + "x", "Basic " + token):
            refused(server.ask("GET", "/?token=" + wrong.replace(" ", "%20")), 401, f"token {wrong!r}")
        check(server.ask("GET", "/api/scenario?token=" + token).status == 401, "a token in the address is for the page alone")
        page = server.ask("GET", "/?token=" + token)
        cookie = page.headers.get("set-cookie", "")
        check(page.status == 200 and "HttpOnly" in cookie and "SameSite=Strict" in cookie, f"the page gives a cookie: {cookie}")
        pair = cookie.partition(";")[0]
        check(server.ask("GET", "/api/scenario", headers=[("Cookie", f"a=b; {pair}; c=d")]).status == 200, "the cookie opens")
        for wrong in (f"helsinki-{port}=", f"helsinki-{port}={32 * '0'}", f"xhelsinki-{port}={token}", f"helsinki-{port}={token}0"):
            check(server.ask("GET", "/api/scenario", headers=[("Cookie", wrong)]).status == 401, f"cookie {wrong}")
        authorized = [("Authorization", f"Bearer {token}")]
        for host, good in ((f"0.0.0.0:{port}", True), (f"192.0.2.7:{port}", True), (f"[2001:db8::7]:{port}", True), ("evil.example", False),
                           (f"192.0.2.7.evil.example:{port}", False)):
            check((server.ask("GET", "/", host=host, headers=authorized).status == 200) == good, f"listening everywhere, Host {host}")
        refused(server.ask("GET", "/", headers=authorized + [("Origin", "http://evil.example")]), 403, "a foreign page with the token")
    with Server(program, SMALL, "--listen", "localhost") as server:
        check(server.token is None and server.host == "localhost", f"no token on this machine: {server.url}")


def usage():
    def run(*words):
        done = subprocess.run([program, "serve", *words], capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout, done.stderr
    with Server(program, SMALL) as server:
        status, out, err = run("--port", str(server.port), SMALL)
        check(status == 3 and out == "" and str(server.port) in err and "in use" in err, f"a port in use: {status} {err}")
    for words, expected, part in ((["nowhere.yaml"], 1, "nowhere.yaml"), (["--port", "70000"], 2, "65535"), (["--prt", "1"], 2, "did you mean '--port'"),
                                  (["a", "b"], 2, "one scenario"), (["--listen", "no.such.name.invalid", SMALL], 3, "no.such.name.invalid"),
                                  (["tests/cli/bad/misspelt-members.yaml"], 1, "did you mean")):
        status, out, err = run(*words)
        check(status == expected and out == "" and part in err, f"serve {' '.join(words)}: {status} {err}")
    with Server(program) as server:
        check(server.ask("GET", "/api/scenario").json()["file"] == "europe-2022.yaml", "the scenario that is served if none is named")
    status, out, _ = run("--help")
    check(status == 0 and "example:" in out, "help")


def browser():
    """--open gives the address to xdg-open, as it is, and is no failure where there is none."""
    with tempfile.TemporaryDirectory() as place:
        told = pathlib.Path(place) / "told"
        opener = pathlib.Path(place) / "xdg-open"
        opener.write_text(f"#!/bin/sh\nprintf '%s' \"$1\" >{told}.new && mv {told}.new {told}\n", encoding="ascii")
        opener.chmod(0o755)
        with Server(program, SMALL, "--open", env={**os.environ, "PATH": f"{place}:{os.environ['PATH']}"}) as server:
            end = time.monotonic() + 20
            while not told.exists() and time.monotonic() < end:
                time.sleep(0.02)
            check(told.exists() and told.read_text(encoding="ascii") == server.url, "the browser is told the address")
    server = Server(program, SMALL, "--open", env={**os.environ, "PATH": "/nowhere"})
    check(server.ask("GET", "/").status == 200, "without a browser the page is served")
    status, _, complaint = server.end()
    check(status == 0 and "xdg-open" in complaint, f"and it is said that there is none: {complaint}")


with Server(program, SMALL) as one:
    paths(one)
    assets(one)
    hosts(one)
    bodies(one)
tokens()
usage()
browser()
sys.exit(report())
