"""The page in a real browser, all of whose traffic goes through a proxy that counts requests."""

import re
import shutil
import struct
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from micronutrient.report.html import render
from micronutrient.verdict import Assessment

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PAGE = "http://report.test/page.html"
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--hide-scrollbars",
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


class Proxy(ThreadingHTTPServer):
    """Answers one address with a page, everything else with 404, and notes what was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.page = ""
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class Answer(BaseHTTPRequestHandler):
    server: Proxy

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = self.server.page.encode() if self.path == PAGE else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_CONNECT(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(502)

    def log_request(self, *_: object) -> None:
        pass

    def log_error(self, *_: object) -> None:
        pass


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def browse(proxy: Proxy, folder: Path, *arguments: str) -> None:
    command = [
        str(CHROMIUM),
        *QUIET,
        f"--user-data-dir={folder / 'profile'}",
        f"--proxy-server={proxy.address}",
        "--proxy-bypass-list=<-loopback>",
        *arguments,
        PAGE,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def from_pages(proxy: Proxy) -> list[str]:
    """Leave out what a browser asks of its maker on its own account."""
    own = re.compile(r"(^|[/.])(google|googleapis|gstatic|gvt1|chromium)\.(com|org)(:|/|$)")
    return [path for path in proxy.asked if not own.search(path)]


def test_a_page_that_does_load_something_is_noticed(proxy: Proxy, tmp_path: Path):
    proxy.page = "<!doctype html><title>x</title><img src='http://evil.test/seen.png'>"
    browse(proxy, tmp_path, f"--screenshot={tmp_path / 'shot.png'}")
    assert "http://evil.test/seen.png" in from_pages(proxy)


def test_the_page_asks_for_nothing_and_can_be_seen(
    hostile: Assessment, proxy: Proxy, tmp_path: Path
):
    proxy.page = render(hostile)
    shot = tmp_path / "shot.png"
    browse(proxy, tmp_path, f"--screenshot={shot}", "--window-size=1000,1400")
    assert from_pages(proxy) == [PAGE]
    head = shot.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert struct.unpack(">II", head[16:24]) == (1000, 1400)
    assert shot.stat().st_size > 40_000


def test_it_prints_to_a_few_pages(shelf: Assessment, proxy: Proxy, tmp_path: Path):
    proxy.page = render(shelf)
    printed = tmp_path / "page.pdf"
    browse(proxy, tmp_path, f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    content = printed.read_bytes()
    assert content.startswith(b"%PDF")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", content)) <= 20
    assert from_pages(proxy) == [PAGE]
