"""Who may come in, what they find there, and what is never told."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from gradio_client import Client
from playwright.sync_api import sync_playwright

from index import Index
from served import free_port, said_until_on, served
from ui.chat_command import chat

ROOT = Path(__file__).parents[1]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MEGABYTE = 2**20
QUESTION = b'{"data": ["", [], 3]}'  # which is refused before the model is needed
RUN = "/gradio_api/run/answer"


class Reply:
    """A response, read to its end."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode()


def request(
    address: str, method: str, path: str, body: Any = None, chunked: bool = False, **headers: str
) -> Reply:
    """Send a request as it is, with nothing mended on the way."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    if method == "POST":
        headers.setdefault("Content-Type", "application/json")
    try:
        connection.request(method, path, body, headers, encode_chunked=chunked)
        return Reply(connection.getresponse())
    finally:
        connection.close()


def test_a_page_and_its_files_are_served_and_can_be_closed(index: Index) -> None:
    with served(index) as address:
        front = request(address, "GET", "/")
        assert front.status == 200
        assert "<title>" in front.text or "gradio_config" in front.text
        for path in ("/config", "/theme.css", "/favicon.ico", "/gradio_api/info"):
            assert request(address, "GET", path).status == 200
    with pytest.raises(OSError, match="refused"):
        request(address, "GET", "/")


FILES = [
    *("/etc/passwd", "/../../../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "//etc/passwd"),
    *("/%2e%2e/%2e%2e/etc/passwd", "/static/../../../pyproject.toml", "/static/%2e%2e/blocks.py"),
    *("/assets/..%2f..%2f..%2froutes.py", "/assets/..\\..\\routes.py", "/svelte/../x.js"),
    *("/file=/etc/passwd", "/file/etc/passwd", "/gradio_api/file=/etc/passwd"),
    *("/gradio_api/file=../../etc/passwd", "/gradio_api/file=%2fetc%2fpasswd"),
    *("/gradio_api/file=%252e%252e%252fetc%252fpasswd", "/gradio_api/file//etc/passwd"),
    *(f"/gradio_api/file={ROOT}/pyproject.toml", f"/gradio_api/file={ROOT}/ui/favicon.svg"),
    "/gradio_api/file=https://example.org/x.png",
]
DOORS = [
    *("/gradio_api/proxy=https://example.org/", "/gradio_api/upload", "/gradio_api/startup-events"),
    *("/gradio_api/upload_progress?upload_id=1", "/gradio_api/component_server", "/monitoring"),
    *("/monitoring/summary", "/gradio_api/deep_link?session_hash=1", "/gradio_api/runs"),
    *("/gradio_api/run-history/records", "/gradio_api/token", "/gradio_api/user", "/login"),
    *("/gradio_api/process_recording", "/gradio_api/vibe-edit", "/gradio_api/vibe-code"),
    *("/gradio_api/dev/reload", "/gradio_api/queue/status", "/gradio_api/api/predict"),
    *("/gradio_api/stream/1/1/1/playlist-file", "/gradio_api/custom_component/1/a/b/c.js"),
    *("/docs", "/redoc", "/openapi.json", "/gradio_api/openapi.json", "/gradio_api/mcp/"),
    *("/gradio_api/profiling/traces", "/gradio_api/reset", "/gradio_api/cancel", "/logout"),
    *("/gradio_api/run/predict", "/gradio_api/call/reply", "/gradio_api/run/answer/x"),
]


def test_no_file_is_found_but_those_of_the_page(address: str) -> None:
    for path in FILES:
        reply = request(address, "GET", path)
        assert (path, reply.status) == (path, 404)
        assert "root:" not in reply.text
        assert str(ROOT) not in reply.text


def test_nothing_else_that_gradio_answers_is_there(address: str) -> None:
    for path in DOORS:
        for method in ("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS"):
            reply = request(address, method, path, b"{}" if method == "POST" else None)
            assert (method, path, reply.status) == (method, path, 404)
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert request(address, method, "/").status == 405


def test_nobody_uploads(address: str) -> None:
    form = (
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nhi\r\n--x--'
    )
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert request(address, "POST", "/gradio_api/upload", form, **kind).status == 404


def test_the_page_names_no_folder_of_the_machine(address: str) -> None:
    here = {str(ROOT), str(Path.home()), sys.prefix, os.getcwd(), "site-packages", "/tmp/"}
    for path in ("/", "/config", "/gradio_api/info"):
        told = request(address, "GET", path).text
        assert [name for name in here if name in told] == []


ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def test_every_response_has_the_headers_that_keep_a_browser_safe(address: str) -> None:
    replies = {
        path: request(address, "GET", path)
        for path in ("/", "/config", "/theme.css", "/nothing", "/gradio_api/info", RUN)
    }
    replies["answer"] = request(address, "POST", RUN, QUESTION)
    replies["large"] = request(address, "POST", RUN, b" " * (MEGABYTE + 1))
    replies["stranger"] = request(address, "GET", "/", Host="example.org")
    assert {name: reply.status for name, reply in replies.items()} == {
        **dict.fromkeys(("/", "/config", "/theme.css", "/gradio_api/info"), 200),
        "/nothing": 404,
        RUN: 405,
        "answer": 400,
        "large": 413,
        "stranger": 403,
    }
    for reply in replies.values():
        assert {name: reply.headers[name] for name in ALWAYS} == ALWAYS
        assert "camera=()" in reply.headers["Permissions-Policy"]
        assert "frame-ancestors 'none'" in reply.headers["Content-Security-Policy"]
        assert reply.headers["Cache-Control"] == "no-store"
        assert "Server" not in reply.headers
        assert not [name for name in reply.headers if name.lower().startswith("access-control")]
    page_policy = replies["/"].headers["Content-Security-Policy"]
    scripts = page_policy.partition("script-src ")[2].partition(";")[0]
    assert scripts.startswith("'self' 'unsafe-eval' 'sha256-")
    assert "unsafe-inline" not in scripts
    assert "default-src 'none'" in replies["/config"].headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "host", ["example.org", "example.org:7860", "127.0.0.1.example.org", "localhost.", "[", ""]
)
def test_a_name_that_leads_here_from_elsewhere_is_refused(address: str, host: str) -> None:
    for method, path in (("GET", "/"), ("POST", RUN), ("GET", "/gradio_api/info")):
        reply = request(address, method, path, QUESTION if method == "POST" else None, Host=host)
        assert reply.status == 403
        assert "--root-path" in json.loads(reply.text)["detail"]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:7860"])
def test_the_names_of_this_machine_are_let_in(address: str, host: str) -> None:
    assert request(address, "GET", "/config", Host=host).status == 200


def test_the_page_of_another_site_can_neither_ask_nor_read(address: str) -> None:
    own = address.rstrip("/")
    for origin in ("https://example.org", "null", "", "http://localhost:3000", f"{own}.org", "//["):
        assert request(address, "POST", RUN, QUESTION, Origin=origin).status == 403
        assert request(address, "GET", "/config", Origin=origin).status == 403
        wish = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        reply = request(address, "OPTIONS", RUN, **wish)
        assert reply.status == 403
        assert not [name for name in reply.headers if name.lower().startswith("access-control")]
    reply = request(address, "POST", RUN, QUESTION, Origin=own)
    assert "the question is blank" in reply.text
    assert "Access-Control-Allow-Origin" not in reply.headers


def test_behind_a_proxy_the_public_name_is_let_in_and_no_other(index: Index) -> None:
    with served(index, root_path="https://example.org/caveat") as address:
        for path in ("/config", "/caveat/config"):  # whether or not the proxy cuts it off
            reply = request(address, "GET", path, Host="example.org")
            assert reply.status == 200
            assert json.loads(reply.text)["root"] == "https://example.org/caveat"
        origin = {"Host": "example.org", "Origin": "https://example.org"}
        assert "blank" in request(address, "POST", f"/caveat{RUN}", QUESTION, **origin).text
        origin["Host"] = "127.0.0.1"  # as a proxy may say
        assert "blank" in request(address, "POST", RUN, QUESTION, **origin).text
        assert request(address, "GET", "/config", Host="example.com").status == 403
        assert request(address, "GET", "/caveat/gradio_api/upload").status == 404
        assert request(address, "GET", "/other/config").status == 404


def test_a_request_has_a_largest_size_whatever_it_says_of_itself(address: str) -> None:
    fits = QUESTION + b" " * (MEGABYTE - len(QUESTION))
    assert "the question is blank" in request(address, "POST", RUN, fits).text
    for large in (fits + b" ", fits + b" " * 4 * MEGABYTE):  # heard out before it is refused
        for path in (RUN, "/gradio_api/queue/join", "/gradio_api/call/answer"):
            reply = request(address, "POST", path, large)
            assert reply.status == 413
            assert "1,048,576 bytes" in json.loads(reply.text)["detail"]

    def parts(size: int) -> Iterator[bytes]:
        yield QUESTION
        for _ in range(size // 4096):
            yield b" " * 4096

    chunked = {"Transfer-Encoding": "chunked"}
    few = request(address, "POST", RUN, parts(4096), True, **chunked)
    assert "the question is blank" in few.text
    assert request(address, "POST", RUN, parts(MEGABYTE), True, **chunked).status == 413
    try:
        many = request(address, "POST", RUN, parts(16 * MEGABYTE), True, **chunked)
    except (BrokenPipeError, ConnectionResetError):  # it hung up before all was sent
        pass
    else:
        assert many.status == 413


def test_the_password_guards_everything(index: Index, kept: Callable[..., str]) -> None:
    address = kept(index, login=("reader", "öpen: sesame"), mcp=True)
    paths = ["/", "/config", "/theme.css", "/favicon.ico", "/static/img/logo.svg", "/nothing"]
    paths += ["/gradio_api/info", "/gradio_api/heartbeat/1", "/gradio_api/queue/data", "/login"]
    for path in paths:
        reply = request(address, "GET", path)
        assert reply.status == 401
        assert reply.headers["WWW-Authenticate"].startswith("Basic ")
    for path in (RUN, "/gradio_api/queue/join", "/gradio_api/mcp/", "/login"):
        assert request(address, "POST", path, QUESTION).status == 401
    known = "Basic " + b64encode("reader:öpen: sesame".encode()).decode()
    assert request(address, "GET", "/", Authorization=known).status == 200
    reply = request(address, "POST", RUN, QUESTION, Authorization=known)
    assert "the question is blank" in reply.text
    client = Client(
        address, verbose=False, headers={"Authorization": known}, httpx_kwargs={"timeout": 60}
    )
    assert len(client.predict(api_name="/articles")) == 3


def test_wrong_passwords_are_answered_slowly_and_right_ones_at_once(
    index: Index, kept: Callable[..., str]
) -> None:
    address = kept(index, login=("reader", "öpen: sesame"), mcp=True)
    before = time.monotonic()
    for wrong in ("reader:simsim", "reader:", "admin:sesame"):
        given = "Basic " + b64encode(wrong.encode()).decode()
        assert request(address, "GET", "/config", Authorization=given).status == 401
    assert time.monotonic() - before >= 3
    known = "Basic " + b64encode("reader:öpen: sesame".encode()).decode()
    assert request(address, "GET", "/config", Authorization=known).status == 200


@pytest.mark.model
@pytest.mark.browser
def test_a_browser_can_use_the_page_and_runs_no_script_that_is_not_its_own(starter: Index) -> None:
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    with served(starter) as address, sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=found, args=options)
        tab = browser.new_page()
        tab.set_default_timeout(90_000)  # a busy machine takes long to show the page
        faults: list[str] = []
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        tab.goto(address)
        tab.get_by_label("Your question").fill("Is stem cell therapy approved by the FDA?")
        tab.get_by_label("Your question").press("Enter")
        tab.locator(".cv-answer").wait_for()
        assert faults == []
        tab.evaluate("""() => {
            const brought = document.createElement("div");
            document.body.append(brought);
            brought.innerHTML = `<img src="data:," onerror="window.hacked = true">
                <a id="brought" href="javascript:window.hacked = true">a link</a>
                <iframe srcdoc="<script>parent.hacked = true</script>"></iframe>`;
            const script = document.createElement("script");
            script.textContent = "window.hacked = true";
            document.body.append(script);
            document.querySelector("#brought").click();
        }""")
        tab.wait_for_timeout(500)
        assert tab.evaluate("window.hacked") is None
        assert len([fault for fault in faults if "Content Security Policy" in fault]) >= 4
        browser.close()


# --- the command ---


def run_chat(*options: str) -> tuple[int, str]:
    result = CliRunner().invoke(chat, [*options, "--no-open"])
    assert result.exit_code in (0, 1, 2), result.exception
    return result.exit_code, result.output


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_other_machines_are_let_in_only_on_purpose(host: str) -> None:
    code, said = run_chat("--host", host)
    assert code == 2
    assert "--auth" in said
    assert "--public" in said


def test_a_password_file_must_hold_a_password(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_text("\nsecond line\n")
    for given, said in (
        ("reader", "is not USER:FILE"),
        (":file", "is not USER:FILE"),
        (f"reader:{tmp_path / 'missing'}", "No such file"),
        (f"reader:{empty}", "is empty"),
    ):
        code, output = run_chat("--auth", given)
        assert code == 2
        assert said in " ".join(output.replace("│", "").split())


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes")
def test_a_password_that_others_can_read_is_warned_of(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("sesame\n")
    for mode, warned in ((0o644, True), (0o640, True), (0o600, False)):
        file.chmod(mode)
        _, said = run_chat("--auth", f"reader:{file}", "--root-path", "nonsense")
        assert ("chmod 600" in said) is warned


def test_what_cannot_be_served_is_said_with_what_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "such as https://example.org/caveat" in run_chat("--root-path", "caveat")[1]
    code, said = run_chat("--host", "no.such.host.invalid")
    assert (code, "there is no address no.such.host.invalid" in said) == (1, True)
    monkeypatch.setattr("ui.chat_command.find_spec", lambda name: None)
    code, said = run_chat("--mcp")
    assert (code, "pip install 'caveat[mcp]'" in said) == (1, True)


def test_the_server_ends_when_what_it_works_on_is_done(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, done = threading.Event(), threading.Event()

    def slow(*words: object, **named: object) -> None:
        begun.set()
        time.sleep(4)  # longer than requests are given to leave
        done.set()
        raise ValueError("too late")

    monkeypatch.setattr("qa.answer", slow)
    with served(index) as address:
        asking = threading.Thread(target=request, args=(address, "POST", RUN, QUESTION))
        asking.start()
        assert begun.wait(timeout=20)
    assert done.is_set()
    asking.join(timeout=20)


@pytest.mark.model
@pytest.mark.skipif(os.name != "posix", reason="Ctrl+C is another matter there")
def test_the_command_serves_keeps_what_is_asked_to_itself_and_ends_on_ctrl_c(
    starter: Index, tmp_path: Path
) -> None:
    Index.build(starter.articles[:1], tmp_path / "made")
    port = free_port()
    command = [sys.executable, "-m", "ui", "chat", "--no-open", "--port", str(port)]
    command += ["--library", str(tmp_path / "made")]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        lines = said_until_on(process, port)
        address = f"http://127.0.0.1:{port}/"
        asked = b'{"data": ["Do zebras limp at %s?", [], 3]}'
        found = request(address, "POST", RUN, asked % b"midnight")
        assert json.loads(found.text)["data"][0]["question"] == "Do zebras limp at midnight?"
        request(address, "POST", RUN, asked % (b"noon " * 500))
        request(address, "POST", RUN, b'{"data": ["Do zebras limp?"]}')
        request(address, "POST", RUN, b'["Do zebras limp?"')
        request(address, "POST", "/gradio_api/call/v2/answer", b'{"zebras": "zebras"}')
        request(address, "GET", "/?question=zebras")
        again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert again.returncode == 1
        assert "it is in use; name another with --port" in again.stderr
        assert "Traceback" not in again.stderr
        waiting = http.client.HTTPConnection(f"127.0.0.1:{port}")
        waiting.request("GET", "/gradio_api/heartbeat/1")  # as an open page does
        assert waiting.getresponse().status == 200
    finally:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
    waiting.close()
    assert process.returncode == 0
    said = "".join([*lines, rest])
    for never in ("zebras", "limp", "Traceback", "Error"):
        assert never not in said
