"""`gyeol packs similar | vote | map | evaluate` as a user meets them."""

import json

import pytest
from PIL import Image

from gyeol.engine import Engine
from tests.cli.test_cli import run  # noqa: F401  (a fixture)


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mine")
    with Engine.open(folder / "home") as engine:
        for i, sticker in enumerate(engine.pack("kong")[0].cover[:3]):
            Image.open(engine.picture(sticker)).save(folder / f"{i}.png")
    return folder


def test_vote_prints_the_tally_and_names_what_is_left_out(run, mine, tmp_path):  # noqa: F811
    (tmp_path / "counts.csv").write_text("file,count\n0,30\nnowhere,2\n1,-4\n", encoding="utf-8")
    code, out, err = run(
        "packs", "vote", "--from", str(mine), "--counts", str(tmp_path / "counts.csv"), "--json"
    )
    told = json.loads(out)
    assert code == 0
    assert told["voters"] == 3
    assert "kong" in told["chosen"]
    assert [row["pack"] for row in told["votes"] if row["chosen"]] == told["chosen"]
    assert {row["file"] for row in told["skipped"]} == {"nowhere", "1"}
    code, out, err = run("packs", "vote", "--from", str(mine), "--counts", str(tmp_path / "counts.csv"))
    assert "→ kong" in out
    assert "nowhere" in err


def test_similar_takes_pictures_and_packs(run, mine):  # noqa: F811
    rows = [
        json.loads(line) for line in run("packs", "similar", str(mine / "0.png"), "--json")[1].splitlines()
    ]
    assert rows[0]["name"] == "kong"
    assert rows[0]["similarity"] > 0.9
    rows = [json.loads(line) for line in run("packs", "similar", "mochi", "kong", "--json")[1].splitlines()]
    assert {"mochi", "kong"}.isdisjoint(row["name"] for row in rows)
    rows = [
        json.loads(line)
        for line in run("packs", "similar", str(mine / "0.png"), str(mine / "1.png"), "--json")[
            1
        ].splitlines()
    ]
    assert next(row for row in rows if row["name"] == "kong")["votes"] == 2


def test_map_needs_a_known_ending(run, tmp_path):  # noqa: F811
    code, _, err = run("packs", "map", "--out", str(tmp_path / "map.svg"))
    assert code == 2
    assert ".html or .png" in err
    assert run("packs", "map", "--out", str(tmp_path / "map.png"))[0] == 0
    assert (tmp_path / "map.png").stat().st_size > 100_000


@pytest.mark.lab
def test_evaluate_prints_one_document(run, mine, tmp_path):  # noqa: F811
    for pack, colour in (("a", "red"), ("b", "blue")):
        (tmp_path / pack).mkdir()
        for i in range(3):
            picture = Image.new("RGB", (30, 30), "white")
            picture.paste(colour, (5, 5 + i, 20, 25))
            picture.save(tmp_path / pack / f"{i}.png")
    code, out, _ = run("packs", "evaluate", str(tmp_path / "a"), str(tmp_path / "b"), "--json")
    told = json.loads(out)
    assert code == 0
    assert {"n", "packs", "plain", "hue", "grey", "small", "content_confusion", "per_pack"} <= set(told)
    assert (told["n"], told["packs"]) == (6, 2)
    code, out, err = run("packs", "evaluate", str(tmp_path), "--encoder", "gramm")
    assert code == 2
    assert "did you mean 'gram'" in err
