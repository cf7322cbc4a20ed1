"""What an app needs to be installed: manifest, icons, a worker that keeps no private page, a page of its own."""

import re
import runpy
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("language", "name"), [("ko", "결"), ("en", "grain")])
def test_the_manifest_describes_an_app(client, language, name):
    answer = client.get("/manifest.webmanifest", params={"lang": language})
    assert answer.headers["content-type"] == "application/manifest+json"
    told = answer.json()
    assert (told["lang"], told["start_url"], told["display"], told["id"]) == (
        language,
        "/",
        "standalone",
        "/",
    )
    assert name in told["name"]
    sizes = {(icon["sizes"], icon.get("purpose", "any")) for icon in told["icons"]}
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= sizes
    for icon in told["icons"]:
        picture = client.get(icon["src"])
        assert picture.headers["content-type"] == icon["type"]
        if icon["type"] == "image/png":
            assert "x".join(map(str, Image.open(BytesIO(picture.content)).size)) == icon["sizes"]
    assert all(client.get(one["url"]).status_code == 200 for one in told["shortcuts"])


def test_pages_name_the_manifest_and_the_icons(client):
    page = client.get("/", headers={"Accept-Language": "ko"}).text
    assert 'rel="manifest" href="/manifest.webmanifest?lang=ko"' in page
    icon = re.search(r'rel="apple-touch-icon" href="([^"]+)"', page)[1]
    assert client.get(icon).status_code == 200


def test_a_maskable_icon_fills_its_square_and_keeps_its_letter_in_the_middle(client):
    shown = runpy.run_path(str(ROOT / "recipes" / "draw_icons.py"))["icons"]()
    picture = Image.open(BytesIO(shown["icon-maskable-512.png"])).convert("RGBA")
    ground = picture.getpixel((0, 0))
    assert ground[3] == 255
    letter = [
        (x, y) for x in range(0, 512, 4) for y in range(0, 512, 4) if picture.getpixel((x, y)) != ground
    ]
    assert letter
    assert all((x - 256) ** 2 + (y - 256) ** 2 <= (0.4 * 512) ** 2 for x, y in letter)


def test_the_icons_are_those_that_the_recipe_draws():
    recipe = runpy.run_path(str(ROOT / "recipes" / "draw_icons.py"))
    for name, data in recipe["icons"]().items():
        assert (recipe["STATIC"] / name).read_bytes() == data, "run: python recipes/draw_icons.py"


def test_the_worker_keeps_style_and_one_page_alone(client):
    answer = client.get("/sw.js", params={"lang": "en"})
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    kept = re.search(r"const KEPT = \[(.*?)\];", answer.text)[1]
    assert re.sub(r'STATIC \+ "[\w.]+"', "", kept).strip(", ") == "OFFLINE"
    static = re.search(r'const STATIC = "([^"]+)"', answer.text)[1]
    for name in re.findall(r'STATIC \+ "([\w.]+)"', kept):
        assert client.get(static + name).status_code == 200
    assert "put(" not in answer.text  # nothing is kept on the way


def test_the_page_for_when_it_is_off_needs_only_what_the_worker_keeps(client):
    page = client.get("/offline?lang=ko").text
    assert "gyeol이 꺼져 있어요" in page
    kept = client.get("/sw.js").text
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        name = path.rsplit("/", 1)[1]
        assert f'"{name}"' in kept or name.startswith("icon-"), name


def test_browsers_are_told_to_allow_our_own_manifest_and_worker_only(client):
    policy = client.get("/").headers["content-security-policy"]
    assert "manifest-src 'self'" in policy
    assert "worker-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
