"""`gyeol taste`: shown, set, forgotten, reset."""

import json

from tests.cli.test_cli import run  # noqa: F401


def test_a_taste_on_the_command_line(run):  # noqa: F811
    sticker = "mochi/joy-01-dance"
    assert json.loads(run("taste", "show", "--json")[1])["stickers"] == []
    assert run("taste", "set", sticker, "-1.5")[0] == 0
    [row] = json.loads(run("taste", "show", "--json")[1])["stickers"]
    assert (row["id"], round(row["weight"], 2), row["liked"]) == (sticker, -1.5, False)
    assert sticker in run("taste", "show")[1]
    assert run("taste", "set", sticker, "99")[0] == 2
    assert run("taste", "set", "mochi/nothing", "1")[0] == 2
    assert run("taste", "forget", sticker)[0] == 0
    run("taste", "set", sticker, "2")
    assert run("taste", "reset", "--yes")[0] == 0
    assert json.loads(run("taste", "show", "--json")[1])["stickers"] == []
