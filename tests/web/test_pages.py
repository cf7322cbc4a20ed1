"""The pages without scripts: whole HTML forms that do everything, and keep what is written to themselves."""

from html.parser import HTMLParser

import pytest


class Page(HTMLParser):
    """Collects what a browser without scripts needs: forms, their fields and buttons, links, pictures."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms, self.buttons, self.links, self.images = {}, [], [], []
        self.ids, self.handlers, self.scripts, self.lang = [], [], [], None
        self.areas, self.hidden = {}, {}
        self._area = self._form = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.handlers += [name for name in a if name.startswith("on") or name == "style"]
        if "id" in a:
            self.ids.append(a["id"])
        if tag == "html":
            self.lang = a["lang"]
        elif tag == "form":
            a.setdefault("id", f"form {len(self.forms)}")
            self.forms[a["id"]] = a
            self._form = a["id"]
        elif tag == "button":
            self.buttons.append(a | {"form": a.get("form", self._form)})
        elif tag == "a":
            self.links.append(a)
        elif tag == "img":
            self.images.append(a)
        elif tag == "script":
            self.scripts.append(a)
        elif tag == "input" and a.get("type") == "hidden":
            self.hidden[a["name"]] = a["value"]
        elif tag == "textarea":
            self._area = a["name"]
            self.areas[self._area] = ""

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._area = None

    def handle_data(self, data):
        if self._area:
            self.areas[self._area] += data

    def button(self, name, value=None):
        return next(b for b in self.buttons if b.get("name") == name and value in (None, b["value"]))

    def has(self, name):
        return any(b.get("name") == name for b in self.buttons)

    def cards(self):
        return [a["download"] for a in self.links if "download" in a]


def get(client, path="/", **headers):
    answer = client.get(path, headers={"Accept-Language": "ko", **headers})
    assert answer.status_code == 200
    return Page(answer.text)


def post(client, path="/", headers=None, **data):
    """Post a form and fetch what it leads to, as a browser does."""
    answer = client.post(path, data=data, headers=headers)
    return client.get(answer.headers["location"], headers=headers) if answer.status_code == 303 else answer


def press(client, page, button, **fields):
    """Do what a browser does when a button is pressed: post the form's fields and the button's own."""
    form = page.forms[button.get("form", "form")]
    assert form["method"] == "post"
    values = (
        page.areas | page.hidden | fields | ({button["name"]: button["value"]} if "name" in button else {})
    )
    address = button.get("formaction", form["action"]).partition("#")[0] or form["action"]
    answer = client.post(address, data=values, headers={"Accept-Language": "ko"})
    if answer.status_code == 303:
        return get(client, answer.headers["location"])
    assert answer.status_code == 200
    return Page(answer.text)


def test_a_message_is_answered(client):
    page = get(client)
    go = next(b for b in page.buttons if b.get("class") == "go")
    answered = press(client, page, go, text="도와줘서 정말 고마워")
    assert len(answered.cards()) == 6
    assert answered.areas["text"].strip() == "도와줘서 정말 고마워"


@pytest.mark.parametrize(
    "text", ['정말 <b>기뻐</b> & "고마워"', "\n줄 바꿈\n그대로", "</textarea><script>alert(1)</script>"]
)
def test_texts_come_back_as_they_were(client, text):
    page = Page(post(client, text=text).text)
    assert page.areas["text"].removeprefix("\n") == text
    assert all("src" in script for script in page.scripts)


def test_reloading_an_answer_sends_nothing_again(client, engine):
    sent = client.post("/", data={"text": "드디어 끝났다"})
    assert sent.status_code == 303
    address = sent.headers["location"]
    assert address.startswith("/?answer=")
    assert len(address) < 40  # a number, and not a word of what was written
    first = client.get(address)
    assert first.headers["cache-control"] == "no-store"
    assert client.get(address).text == first.text
    assert "드디어 끝났다" in first.text
    assert engine.store.counts()["queries"] == 1
    assert client.get("/?answer=gone").headers["location"] == "/"


def test_an_answer_with_help_is_kept_nowhere(client):
    answer = client.post("/", data={"text": "죽고 싶어"})
    assert answer.status_code == 200
    assert not client.app.state.kept._pages


def test_kept_pages_go_with_time_and_number(monkeypatch):
    from gyeol.web import kept

    now = [0.0]
    monkeypatch.setattr(kept.time, "monotonic", lambda: now[0])
    pages = kept.Kept()
    numbers = [pages.keep(str(i)) for i in range(kept.MOST + 1)]
    assert pages.page(numbers[0]) is None
    assert pages.page(numbers[1]) == "1"
    now[0] = 60 * kept.MINUTES + 1
    assert [pages.page(number) for number in numbers] == [None] * len(numbers)


def test_examples_fill_and_ask(client):
    page = get(client)
    example = page.button("example")
    answered = press(client, page, example)
    assert answered.areas["text"].strip() == example["value"]
    assert answered.cards()


def test_liking_keeps_the_message_and_changes_the_stickers(client, engine):
    message = "I love you so much"
    before = Page(post(client, text=message).text)
    shown = before.button("like")["value"]
    after = press(client, before, before.button("like", shown))
    assert after.areas["text"].strip() == message
    assert after.cards() != before.cards()
    assert any(card.startswith(shown.partition("/")[0]) for card in after.cards())
    assert engine.likes() == [shown]
    again = press(client, after, after.button("unlike", shown))
    assert again.cards() == before.cards()
    assert engine.likes() == []


def test_the_shelf_holds_every_pack_and_likes_go_back_to_it(client, engine):
    page = get(client, "/packs")
    names = [info.pack.name for info in engine.packs()]
    assert [b["value"] for b in page.buttons if b.get("class") == "heart"] == names
    after = press(client, page, page.button("like", names[-1]))
    assert after.button("unlike", names[-1])["aria-pressed"] == "true"
    assert len(engine.likes()) == 6
    assert engine.likes()[0].startswith(names[-1])
    press(client, after, after.button("unlike", names[-1]))
    assert engine.likes() == []


def test_the_shelf_is_searched_by_titles_and_by_what_stickers_show(client, engine):
    info = engine.packs()[3]
    titled = get(client, f"/packs?q={info.pack.ko}")
    assert titled.button("like", info.pack.name)
    page = get(client, "/packs?q=생일")
    first = page.button("like", engine.find_packs("생일")[0].cover[0])
    assert "생일" in str(engine.shelf.sticker(first["value"]))
    after = press(client, page, first)  # back to what was found
    assert engine.likes() == [first["value"]]
    assert after.button("unlike", first["value"])
    assert len(get(client, "/packs?q=zzzz").buttons) == 3  # only language, theme and search
    assert client.get("/packs?q=" + "a" * 201).status_code == 422


def test_a_choice_on_any_page_goes_back_to_it(client):
    for came, back in (
        ("http://127.0.0.1:8000/packs?q=%EA%B3%B0", "/packs?q=%EA%B3%B0"),
        ("https://evil.example/packs", "/"),
        ("http://127.0.0.1:8000//evil.example", "/evil.example"),
        ("", "/"),
    ):
        answer = client.post("/choices", data={"theme": "dark"}, headers={"Referer": came})
        assert (answer.status_code, answer.headers["location"]) == (303, back)
        assert "theme=dark" in answer.headers["set-cookie"]


def test_the_navigation_says_where_one_is(client, pack):
    for path, here in (("/", "/"), ("/packs", "/packs"), (f"/packs/{pack}", "/packs")):
        current = [a["href"] for a in get(client, path).links if "aria-current" in a]
        assert set(current) == {here}


def test_without_a_message_liking_goes_back_to_the_page(client, engine, sticker):
    answer = client.post("/", data={"text": "", "like": sticker})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    page = get(client)
    assert page.button("unlike", sticker)["aria-pressed"] == "true"
    cleared = press(client, page, page.button("clear"))
    assert engine.likes() == []
    assert cleared.button("like", sticker)["aria-pressed"] == "false"


def test_only_asked_answers_are_recorded(client, engine, pack):
    client.post("/", data={"text": "hooray", "live": "1"}, headers={"X-Part": "1"})
    client.post("/", data={"text": "hooray", "like": pack})
    assert engine.store.counts()["queries"] == 0
    client.post("/", data={"text": "hooray"})
    assert engine.store.counts()["queries"] == 1


def test_language_and_theme_are_chosen_with_buttons_and_kept(client):
    page = get(client)
    assert page.lang == "ko"
    english = press(client, page, page.button("lang"), text="고마워")
    assert english.lang == "en"
    assert english.areas["text"].strip() == "고마워"  # nothing is lost
    assert get(client).lang == "en"  # the cookie outweighs the browser's language
    cookie = client.post("/", data={"theme": "dark"}).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert 'data-theme="dark"' in client.get("/").text
    assert "set-cookie" not in client.post("/", data={"theme": "evil; Domain=x", "lang": "xx"}).headers


def test_help_stands_above_everything(client):
    answer = client.post("/", data={"text": "죽고 싶어"}, headers={"Accept-Language": "ko"})
    page = Page(answer.text)
    assert "tel:109" in [a["href"] for a in page.links]
    assert answer.text.index("tel:109") < answer.text.index("<textarea")
    assert page.cards() == []
    assert 'class="bar ' not in answer.text
    other = post(client, text="배고파 죽겠다").text
    assert "tel:" not in other
    assert 'class="bar ' in other


def test_a_text_that_cannot_be_read_is_kept(client):
    answer = client.post("/", data={"text": "가" * 100_001}, headers={"Accept-Language": "ko"})
    assert answer.status_code == 422
    page = Page(answer.text)
    assert len(page.areas["text"].strip()) == 100_001
    assert "problem" in page.ids


def test_the_page_of_a_pack(client, engine, pack):
    page = get(client, f"/packs/{pack}")
    info, items = engine.pack(pack)
    likes = [b["value"] for b in page.buttons if b.get("name") == "like"]
    assert likes == [pack, *(item.id for item in items)]
    after = press(client, page, page.button("like", items[3].id))
    assert engine.likes() == [items[3].id]
    assert after.button("unlike", items[3].id)["aria-pressed"] == "true"
    text = client.get(f"/packs/{pack}").text
    assert info.pack.licence in text
    assert client.post("/packs/nothing", data={"like": items[0].id}).status_code == 404


def test_more_and_less_change_the_list_at_once_and_what_was_disliked_stays_away(client, engine):
    message = "오늘 시험 끝났다"
    page = Page(post(client, text=message).text)
    assert page.hidden["query"]
    first = page.cards()
    away = page.button("less")["value"]
    for _ in range(3):
        page = press(client, page, page.button("less", away) if away else page.button("more"))
        gone = first[0]
        assert gone not in page.cards()
        assert page.areas["text"].strip() == message
        away = None
    assert len(set(first) - set(page.cards())) >= 3
    liked = press(client, page, page.button("like"))  # still the same line
    assert gone not in liked.cards()
    other = Page(post(client, text="잘 자", less="", query=page.hidden["query"]).text)
    assert len(other.cards()) == 6


def test_more_works_while_typing_and_with_another_message(client, engine):
    typed = Page(client.post("/", data={"text": "hooray", "live": "1"}, headers={"X-Part": "1"}).text)
    assert typed.hidden["query"] == ""
    wanted = typed.button("more")["value"]
    part = client.post("/", data={"text": "hooray", "query": "", "more": wanted}, headers={"X-Part": "1"})
    answered = Page(part.text)
    assert answered.hidden["query"]
    assert engine.taste.weights("me") == pytest.approx({wanted: 1}, abs=1e-3)
    changed = {"text": "I am so tired", "query": answered.hidden["query"], "less": wanted}
    page = Page(post(client, **changed).text)
    assert len(page.cards()) == 6
    assert engine.taste.weights("me") == pytest.approx({wanted: -1}, abs=1e-3)
    assert client.post("/", data={"text": "x", "query": "99999", "more": "no/such"}).status_code == 404


def test_the_page_of_the_taste(client, engine):
    page = get(client, "/taste")
    for _ in range(3):  # a new visitor starts with three taps
        page = press(client, page, page.button("like")) if page.has("like") else page
        engine.like(engine.packs()[0].cover[0])
    engine.use(engine.packs()[1].cover[0])
    page = get(client, "/taste")
    heaviest = engine.taste.traits("me")[0].id
    page = press(client, page, page.button("less", heaviest))
    page = press(client, page, page.button("less", heaviest))
    assert engine.taste.traits("me")[-1].id == heaviest
    page = press(client, page, page.button("more", heaviest))
    assert engine.taste.weights("me")[heaviest] == pytest.approx(0, abs=0.7)
    page = press(client, page, page.button("forget", heaviest))
    assert heaviest not in engine.taste.weights("me")
    page = press(client, page, page.button("reset"))
    assert engine.taste.traits("me") == []
    assert page.has("like")
    assert client.post("/taste", data={"more": "no/such"}).status_code == 404


def test_the_map_without_scripts_is_a_picture_with_links(client, engine, pack):
    engine.like(pack)
    answer = client.get("/map", headers={"Accept-Language": "ko"})
    page = Page(answer.text)
    assert answer.text.count('r="2.5"') == len(engine.shelf.catalog)
    assert answer.text.count('r="30"') == len(engine.likes())
    for info in engine.packs():
        links = [a for a in page.links if a["href"] == f"/packs/{info.pack.name}"]
        assert len(links) == 2  # on the map and in the list below it
        assert links[0]["aria-label"] == info.pack.ko


def test_titles_on_the_map_do_not_lie_on_each_other(engine):
    from gyeol.phrases import phrases
    from gyeol.web.map import _LINE, _touch, drawing
    from gyeol.web.view import View

    regions = drawing(engine, View(engine, phrases("en"))).regions
    assert len(regions) == len(engine.packs())
    for i, one in enumerate(regions):
        assert not any(_touch(one, other) and abs(one.y - other.y) < _LINE for other in regions[:i])


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    "path", ["/", "/packs", "/packs?q=cat", "/taste", "/bring", "/map", "/packs/{pack}", "/?answered"]
)
def test_markup_is_sound(client, pack, path, language):
    """Names for screen readers, no inline script or style (the policy forbids it), nothing from elsewhere."""
    headers = {"Accept-Language": language}
    if "answered" in path:
        answer = post(client, headers=headers, text="고마워", like=pack)
    else:
        answer = client.get(path.format(pack=pack), headers=headers)
    page = Page(answer.text)
    assert page.lang == language
    assert page.handlers == []
    assert len(page.ids) == len(set(page.ids))
    assert all(script["type"] == "module" and script["src"].startswith("/static/") for script in page.scripts)
    assert all(image["src"].startswith("/") for image in page.images)
    assert all("alt" in image for image in page.images)
    assert all(image.get("width") for image in page.images)  # nothing jumps when pictures arrive
    assert all(b["form"] in page.forms for b in page.buttons if b.get("type") != "button")
    assert all(
        b.get("aria-label")
        for b in page.buttons
        if b.get("name") in ("like", "unlike") and "class" in b and b["class"] != "like-pack"
    )
    assert "http://" not in answer.text.replace("http://www.w3.org", "")
    for script in page.scripts:
        assert client.get(script["src"]).status_code == 200


def test_texts_are_never_kept_or_logged(client, engine, caplog):
    secret = "kanarienvogel 카나리아"
    with caplog.at_level("DEBUG"):
        answer = post(client, text=secret)
        client.post("/api/v1/stickers", json={"text": secret, "profile": "me"})
        client.post("/api/v1/emotions", json={"text": secret, "scheme": "no"})
    assert answer.headers["cache-control"] == "no-store"
    assert "kanarien" not in str(answer.request.url)
    assert "kanarien" not in caplog.text
    engine.store.counts()
    for path in engine.settings.home.rglob("*"):
        assert not path.is_file() or b"kanarien" not in path.read_bytes()


def test_parts_are_enough_for_the_scripts(client):
    answer = client.post("/", data={"text": "고마워", "live": "1"}, headers={"X-Part": "1"})
    page = Page(answer.text)
    assert {"help", "feelings", "stickers", "taste"} <= set(page.ids)
    assert "form" not in page.forms
    assert "<html" not in answer.text


@pytest.mark.parametrize("query", ["9" * 20, "9" * 5000, "-1", "²"])
def test_a_number_that_no_answer_has_is_as_none(client, sticker, query):
    assert client.post("/", data={"text": "좋다", "more": sticker, "query": query}).status_code in (200, 303)
