"""What a browser is told to forbid, and forbids: scripts in the page, other sites' forms, frames and pictures."""

import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.request import urlopen

import pytest

from tests.browser.test_access import PATHS

pytestmark = pytest.mark.browser

INLINE = re.compile(r"<script(?![^>]*\ssrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
INJECTED = """() => new Promise(done => {
    const refused = [];
    document.addEventListener("securitypolicyviolation", event => refused.push(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    const remote = document.createElement("script");
    remote.src = "http://192.0.2.1/x.js";
    document.body.append(remote);
    document.body.insertAdjacentHTML("beforeend", "<p style='color:red' onclick='window.ran = true'>x</p>");
    document.body.lastChild.click();
    const picture = new Image();
    picture.src = "http://192.0.2.1/x.png";
    fetch("http://192.0.2.1/x").catch(() => 0);
    setTimeout(() => done([window.ran === true, [...new Set(refused)].sort()]), 500);
})"""


@pytest.fixture
def page(chromium, server, engine):
    context = chromium.new_context()
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def elsewhere(server):
    """Return the address of another site, whose pages attack ours."""
    ours = server[0]
    pages = {
        "/form": f'<form id="f" method="post" action="{ours}/diary"><input name="text" value="evil"></form>'
        '<script>document.getElementById("f").submit()</script>',
        "/fetch": f"""<script>
            const send = {{method: "POST", mode: "no-cors", credentials: "include"}};
            fetch("{ours}/diary", {{...send, body: new URLSearchParams({{text: "evil"}})}})
                .then(() => fetch("{ours}/api/v1/profiles/me/diary", {{...send, body: '{{"text": "evil"}}'}}))
                .finally(() => document.title = "done");
            </script>""",
        "/frame": f'<iframe src="{ours}/"></iframe>',
        "/read": f"""<script>
            fetch("{ours}/api/v1/profiles/me/diary").then(a => a.text()).catch(() => "kept")
                .then(said => document.title = said)</script>""",
    }

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            body = pages.get(self.path, "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Site) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{site.server_port}"
        site.shutdown()
        thread.join()


@pytest.mark.parametrize("path", PATHS)
def test_no_page_holds_a_script_or_style_of_its_own(server, engine, path):
    with urlopen(server[0] + path, timeout=20) as answer:
        assert INLINE.findall(answer.read().decode()) == []
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_what_is_injected_does_not_run(page, server):
    page.goto(server[0])
    ran, refused = page.evaluate(INJECTED)
    assert not ran
    assert {"script-src-elem", "style-src-attr", "img-src", "connect-src", "script-src-attr"} <= set(refused)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(page, server):
    page.goto(server[0])
    page.locator("#theme").click()
    page.wait_for_timeout(300)
    page.locator("[name=lang]").click()
    page.wait_for_timeout(300)
    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} >= {"theme", "lang"}
    assert all(cookie["httpOnly"] and cookie["sameSite"] in ("Lax", "Strict") for cookie in cookies)
    assert page.evaluate("document.cookie") == ""


def test_another_site_changes_nothing_and_learns_nothing(page, server, engine, elsewhere):
    engine.diary.write("mine")
    page.goto(f"{elsewhere}/form")
    page.wait_for_url(server[0] + "/diary**")  # the browser went there
    page.goto(f"{elsewhere}/fetch")
    page.wait_for_timeout(1500)
    assert [entry.page.text for entry in engine.diary.entries()] == ["mine"]
    page.goto(f"{elsewhere}/read")
    page.wait_for_timeout(1000)
    assert page.title() == "kept"


def test_no_site_may_frame_ours(page, server, elsewhere):
    page.goto(f"{elsewhere}/frame")
    page.wait_for_timeout(1000)
    assert all("gyeol" not in frame.content() for frame in page.frames[1:])
