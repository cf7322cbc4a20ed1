"""The command line as a user meets it: shapes of the JSON, exit codes, errors in words, documentation that is true."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from typer.main import get_command

from gyeol import Engine
from gyeol.cli import app, main
from gyeol.emotion import PRODUCT

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(capsys, monkeypatch):
    """Run the command line in this process; return (exit code, stdout, stderr)."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["gyeol", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return run


def cold(*arguments: str, text: str | bytes = "") -> subprocess.CompletedProcess[bytes]:
    data = text.encode() if isinstance(text, str) else text
    return subprocess.run(
        [sys.executable, "-m", "gyeol", *arguments], input=data, capture_output=True, timeout=60
    )


def test_emotions_json_has_its_stable_shape(run):
    code, out, _ = run("emotions", "--json", "오늘 너무 행복해", "I am furious")
    first, second = map(json.loads, out.splitlines())
    assert code == 0
    assert list(first) == ["text", "language", "top", "emotions", "model"]
    assert list(first["emotions"]) == list(PRODUCT.labels)
    assert all(0 <= p <= 1 for p in first["emotions"].values())
    assert (first["language"], first["top"], second["language"], second["top"]) == (
        "ko",
        "joy",
        "en",
        "anger",
    )


def test_stickers_json_has_its_stable_shape(run):
    code, out, _ = run("stickers", "고마워", "정말", "--json", "-n", "3", "--like", "mochi")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert len(rows) == 3
    for row in rows:
        assert list(row) == ["id", "pack", "name", "score", "why", "path"]
        assert row["score"] == pytest.approx(sum(row["why"].values()), abs=1e-3)
        assert Path(row["path"]).is_file()


def test_stdin_is_read_a_line_at_a_time_and_blank_lines_are_skipped():
    done = cold("emotions", "--json", text="좋아요\n\n싫어요\n".encode() + b"\xff\xfe broken\n")
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0
    assert [row["text"] for row in rows] == ["좋아요", "싫어요", "\ufffd\ufffd broken"]


def test_a_line_that_is_too_long_is_named_and_the_rest_goes_on():
    done = cold("emotions", "--json", text="a\n" + "가" * 100_001 + "\nb\n")
    assert len(done.stdout.splitlines()) == 2
    assert "line 2" in done.stderr.decode() or "2번째" in done.stderr.decode()
    assert done.returncode == 2


def test_stdin_streams():
    process = subprocess.Popen(
        [sys.executable, "-m", "gyeol", "emotions", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    process.stdin.write("좋아요\n".encode())
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["text"] == "좋아요"  # before stdin has ended
    process.stdin.close()
    assert process.wait(30) == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("emotions", ""), 2, "empty"),
        (("emotions", "hi", "--scheme", "kakao"), 2, "did you mean 'kakao6'"),
        (("stickers", "hi", "--like", "moch"), 2, "did you mean 'mochi'"),
        (("stickers", "hi", "-n", "101"), 2, "between 1 and 100"),
        (("packs", "show", "mochy"), 2, "did you mean 'mochi'"),
        (("packs", "remove", "mochi"), 2, "came with gyeol"),
        (("packs", "add", "fluent"), 2, "iconify:NAME"),
        (("packs", "import", "/nowhere"), 3, "there is no file or folder"),
        (("packs", "draw", "--style", "pixl"), 2, "did you mean 'pixel'"),
        (("packs", "draw", "--style", "pixel", "--count", "1001"), 2, "1001"),
        (("models", "card", "emotoin"), 2, "did you mean 'emotion'"),
        (("train", "nowhere.toml"), 3, "recipe"),
        (("train", "recipes/emotion.toml", "--set", "seed"), 2, "KEY=VALUE"),
    ],
)
def test_errors_are_one_sentence_and_have_their_exit_code(run, arguments, code, words):
    found, out, err = run(*arguments)
    assert (found, out) == (code, "")
    assert words in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_import_list_similar_remove(run, tmp_path):
    (tmp_path / "cats").mkdir()
    for i, name in enumerate(("happy.png", "sad.png", "zzqq.png")):
        picture = Image.new("RGB", (30, 30), "white")
        picture.paste((90 * i, 40, 10), (5, 5, 20 + i, 25))
        picture.save(tmp_path / "cats" / name)
    (tmp_path / "cats" / "broken.png").write_bytes(b"not a picture")
    code, out, _ = run("packs", "import", str(tmp_path / "cats"), "--json")
    report = json.loads(out)
    assert code == 0
    assert (report["pack"], report["understood"], report["without_meaning"]) == ("cats", 2, 1)
    assert report["skipped"][0]["file"] == "broken.png"
    assert run("packs", "import", str(tmp_path / "cats"))[0] == 5
    rows = [json.loads(line) for line in run("packs", "list", "--json")[1].splitlines()]
    cats = next(row for row in rows if row["name"] == "cats")
    assert (cats["stickers"], cats["with_feeling"], cats["ours"]) == (3, 2, False)
    similar = [json.loads(line) for line in run("packs", "similar", "cats", "--json")[1].splitlines()]
    assert len(similar) == 3
    votes = [
        json.loads(line)
        for line in run("packs", "similar", "cats/happy", "cats/sad", "--json")[1].splitlines()
    ]
    assert sum(row["chosen"] for row in votes) >= 3
    shown = [json.loads(line) for line in run("packs", "show", "cats", "--json")[1].splitlines()]
    assert [row["id"] for row in shown] == ["cats/happy", "cats/sad", "cats/zzqq"]
    assert run("packs", "remove", "cats")[0] == 0
    assert run("packs", "show", "cats")[0] == 2


def test_in_a_crisis_there_is_help_and_no_sticker(run):
    code, out, err = run("stickers", "죽고 싶어", "--json", "-n", "1")
    assert code == 0
    assert "109" in err
    assert out == ""


def test_cards_and_models(run):
    code, out, _ = run("models", "card", "emotion")
    assert code == 0
    assert "## Measured" in out
    kinds = [json.loads(line)["kind"] for line in run("models", "list", "--json")[1].splitlines()]
    assert kinds[:4] == ["emotion", "style", "picture", "sentence"]
    assert "emoji" in kinds


@pytest.mark.parametrize("language", ["ko", "en"])
def test_tables_and_reasons_speak_the_language_of_the_settings(run, monkeypatch, language):
    from gyeol.cli.console import words

    monkeypatch.setenv("GYEOL_LANGUAGE", language)
    words.cache_clear()
    out = run("emotions", "오늘 너무 행복해")[1] + run("stickers", "생일 축하해")[1]
    words.cache_clear()
    assert ("기쁨" in out) == (language == "ko")


def test_serving_and_reading_never_import_torch():
    code = (
        "import sys; from gyeol import Engine\n"
        "with Engine.open() as e: e.warm(); e.stickers('hi'); import gyeol.web.app\n"
        "heavy = {'torch', 'sklearn', 'gyeol.lab'} & set(sys.modules); sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()


def test_reading_emotions_loads_neither_the_store_nor_the_server():
    code = (
        "import sys; sys.argv = ['gyeol', 'emotions', 'hi']; from gyeol.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'sqlalchemy', 'fastapi', 'uvicorn', 'torch', 'alembic'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()


def _commands(command, path=()):
    if hasattr(command, "commands"):
        for name, child in command.commands.items():
            yield from _commands(child, (*path, name))
    else:
        yield path, command


def test_every_command_and_option_is_documented():
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for path, command in _commands(get_command(app)):
        assert f"`gyeol {' '.join(path)}`" in text, path
        section = text.split(f"`gyeol {' '.join(path)}`", 1)[1].split("\n#", 1)[0]
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert option in section, (path, option)


def test_the_python_of_the_readme_runs(capsys):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = text.split("```python\n", 1)[1].split("```", 1)[0]
    exec(compile(code, "README.md", "exec"), {})
    out = capsys.readouterr().out.splitlines()
    assert len(out) == 7
    assert out[0].split()[0] in PRODUCT.labels


@pytest.mark.parametrize(
    "command", ["gyeol emotions", "gyeol stickers", "gyeol packs list", "gyeol packs draw"]
)
def test_the_commands_of_the_readme_run(command):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(command))
    binary = Path(sys.executable).with_name("gyeol")
    environment = {**os.environ, "PATH": f"{binary.parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        line.replace("400", "12"), shell=True, capture_output=True, timeout=60, env=environment
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout


def test_a_killed_import_leaves_no_pack_and_the_next_one_works(tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for i in range(150):
        Image.effect_noise((256, 256), 40 + i).convert("RGB").save(folder / f"happy{i}.png")
    home = Path(os.environ["GYEOL_HOME"])
    process = subprocess.Popen([sys.executable, "-m", "gyeol", "packs", "import", str(folder)])
    while not any((home / "packs").glob(".many-*/pictures/*5.png")) and process.poll() is None:
        pass
    process.kill()
    process.wait()
    with Engine.open() as engine:
        assert "many" not in [p.pack.name for p in engine.packs()]
        [report] = engine.import_packs(folder)
        assert report.understood == 150


def test_why_adds_one_key_and_only_when_asked(run):
    _, out, _ = run("emotions", "--json", "--why", "정말 슬퍼ㅠㅠ 😭")
    row = json.loads(out)
    assert list(row) == ["text", "language", "top", "emotions", "model", "why"]
    assert row["why"]
    assert all(list(word) == ["word", "start", "end", "weight"] for word in row["why"])
    assert all(row["text"][word["start"] : word["end"]] == word["word"] for word in row["why"])
    code, out, _ = run("emotions", "--why", "정말 슬퍼ㅠㅠ")
    assert code == 0
    assert "슬퍼" in out.splitlines()[-1]
    assert "\x1b" not in out  # colours only where somebody watches
