import dataclasses
from pathlib import Path

import pytest

from gyeol.errors import BadSetting
from gyeol.settings import Settings

DOCS = Path(__file__).parents[1] / "docs/settings.md"


def write(home, text):
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text(text, encoding="utf-8")


def test_without_file_and_environment_everything_has_a_default():
    settings = Settings.load({})
    assert settings.home.name == "gyeol"
    assert settings.store_url == f"sqlite:///{settings.home}/gyeol.sqlite3"
    assert (settings.host, settings.port, settings.language) == ("127.0.0.1", 8000, "auto")


def test_every_setting_is_read_from_the_file_and_from_the_environment(tmp_path):
    given = {
        "store_url": "sqlite:////elsewhere/a.db", "host": "::1", "port": 9000, "workers": 5, "queue_size": 0,
        "allowed_hosts": ("a.example", "b"), "language": "ko", "country": "KR", "splitter": "kiwi",
        "max_body_bytes": 2048, "max_upload_bytes": 4096, "youtube_key": "AIza-x_9",
        "passphrase_file": "/run/pass", "lock_minutes": 5,
    }  # fmt: skip
    assert set(given) | {"home"} == {field.name for field in dataclasses.fields(Settings)}
    lines = [f"{k} = {list(v) if isinstance(v, tuple) else repr(v)}" for k, v in given.items()]
    write(tmp_path, "\n".join(lines))
    from_file = Settings.load({"GYEOL_HOME": str(tmp_path)})
    env = {f"GYEOL_{k.upper()}": ", ".join(v) if isinstance(v, tuple) else str(v) for k, v in given.items()}
    from_env = Settings.load(env | {"GYEOL_HOME": str(tmp_path / "none")})
    for settings in (from_file, from_env):
        assert {k: v for k, v in dataclasses.asdict(settings).items() if k != "home"} == given
    assert not any(getattr(from_env, k) == getattr(Settings.load({}), k) for k in given)


def test_the_environment_wins(tmp_path):
    write(tmp_path, "port = 1")
    assert Settings.load({"GYEOL_HOME": str(tmp_path), "GYEOL_PORT": "2"}).port == 2


def test_the_process_environment_is_the_default(tmp_path, monkeypatch):
    monkeypatch.setenv("GYEOL_HOME", str(tmp_path))
    assert Settings.load().home == tmp_path


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("prot = 1", r"'prot'.*did you mean 'port'"),
        ("xyzzy = 1", "unknown setting 'xyzzy'.*Known: .*host"),
        ("home = '/x'", "unknown setting 'home'"),
        ("port = 'http'", "'port'.*whole number from 0 to 65535.*'http'"),
        ("port = 70000", "70000"),
        ("port = true", "True"),
        ("port = 80.0", "80.0"),
        ("workers = 0", "from 1 to 64"),
        ("language = 'fr'", "auto, ko or en"),
        ("country = 'Korea'", "two capital letters"),
        ("host = 'a b'", "host name"),
        ("allowed_hosts = [1]", "list of host names"),
        ("allowed_hosts = ['a b']", "list of host names"),
        ("store_url = 'postgresql://x'", "no other database, PostgreSQL neither"),
        ("port = ", "TOML"),
        ("[port]\na = 1", "'port'"),
    ],
)
def test_a_wrong_file_is_refused_in_words(tmp_path, text, says):
    write(tmp_path, text)
    with pytest.raises(BadSetting, match=says) as error:
        Settings.load({"GYEOL_HOME": str(tmp_path)})
    assert "settings.toml" in str(error.value)


def test_a_password_in_a_wrong_setting_is_not_repeated():
    with pytest.raises(BadSetting, match="host") as error:
        Settings.load({"GYEOL_STORE_URL": "postgresql://me:kanarienvogel@host/x"})
    assert "kanarien" not in str(error.value)


def test_a_wrong_environment_is_refused_in_words(tmp_path):
    for env, says in [
        ({"GYEOL_PROT": "1"}, r"GYEOL_PROT.*did you mean 'port'"),
        ({"GYEOL_PORT": ""}, r"GYEOL_PORT.*whole number"),
        ({"GYEOL_PORT": "-1"}, "'-1'"),
        ({"GYEOL_ALLOWED_HOSTS": "a,,b"}, "list of host names"),
    ]:
        with pytest.raises(BadSetting, match=says):
            Settings.load(env | {"GYEOL_HOME": str(tmp_path)})


def test_a_file_that_is_no_text_and_a_home_that_is_a_file(tmp_path):
    (tmp_path / "settings.toml").write_bytes(b"port = 1 \xff\xfe")
    with pytest.raises(BadSetting, match="cannot be read"):
        Settings.load({"GYEOL_HOME": str(tmp_path)})
    with pytest.raises(BadSetting, match="folder"):
        Settings.load({"GYEOL_HOME": str(tmp_path / "settings.toml")})


def test_developers_variables_are_no_settings(tmp_path):
    assert Settings.load({"GYEOL_HOME": str(tmp_path), "GYEOL_DATA": "/x", "PATH": "/bin"}).port == 8000


def test_every_setting_and_its_default_is_documented():
    page = DOCS.read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip(): line for line in page.splitlines() if line.startswith("| `")}
    names = [field.name for field in dataclasses.fields(Settings)]
    assert list(rows) == [f"`{name}`" for name in names]
    for field in dataclasses.fields(Settings):
        assert f"`GYEOL_{field.name.upper()}`" in rows[f"`{field.name}`"]
        if field.default not in (dataclasses.MISSING, (), ""):
            assert f"`{field.default}`" in rows[f"`{field.name}`"]
