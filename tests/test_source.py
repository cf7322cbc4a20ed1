import stat
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gyeol import source
from gyeol.errors import BadData
from gyeol.source import open_source


def test_folder_and_zip_give_the_same(folder, zipped):
    files = {"a.png": b"1", "sub/나.png": b"2"}
    by_folder, by_zip = open_source(folder(files)), open_source(zipped(files))
    assert {k: read() for k, read in by_folder.files.items()} == files
    assert {k: read() for k, read in by_zip.files.items()} == files


def test_one_wrapping_folder_is_left_away_and_system_files_are_hidden(zipped):
    found = open_source(
        zipped({"my pack/a.png": b"1", "my pack/b.png": b"2", "__MACOSX/my pack/._a.png": b"3"})
    )
    assert sorted(found.files) == ["a.png", "b.png"]
    assert found.ignored == ()


def test_decomposed_names_are_composed(folder, zipped):
    decomposed = {"\u1112\u116a.png": b"1"}
    assert list(open_source(folder(decomposed)).files) == ["화.png"]
    assert list(open_source(zipped(decomposed)).files) == ["화.png"]


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
def test_names_of_old_zips_are_korean(tmp_path, encoding):
    stand_in = "Q" * len("화난.png".encode(encoding))
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(stand_in, b"1")
    raw = out.getvalue().replace(stand_in.encode(), "화난.png".encode(encoding))
    (tmp_path / "old.zip").write_bytes(raw)
    found = open_source(tmp_path / "old.zip")
    assert list(found.files) == ["화난.png"]
    assert found.files["화난.png"]() == b"1"


@pytest.mark.parametrize(
    "name", ["../a.png", "/etc/a.png", "x/../../a.png", "C:/a.png", "..\\a.png", "C:\\a.png"]
)
def test_refuses_paths_that_lead_outside(zipped, name):
    with pytest.raises(BadData, match="paths inside itself"):
        open_source(zipped({"ok.png": b"1", zipfile.ZipInfo(name): b"2"}))


def test_refuses_a_bomb(zipped):
    with pytest.raises(BadData, match="bomb"):
        open_source(zipped({"a.png": b"\0" * 5_000_000}))


def test_refuses_too_many_and_too_much(zipped, folder, monkeypatch):
    files = {f"{i}.png": b"12345" for i in range(6)}
    monkeypatch.setattr(source, "MAX_ENTRIES", 5)
    for path in (zipped(files), folder(files)):
        with pytest.raises(BadData, match="at most 5 files"):
            open_source(path)
    monkeypatch.setattr(source, "MAX_ENTRIES", 6)
    monkeypatch.setattr(source, "MAX_TOTAL_BYTES", 29)
    for path in (zipped(files), folder(files)):
        with pytest.raises(BadData, match="at most 29 bytes"):
            open_source(path)


def test_links_and_archives_inside_are_named_not_opened(zipped, folder, tmp_path):
    link = zipfile.ZipInfo("link.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    found = open_source(zipped({"a.png": b"1", "more.zip": b"PK", link: b"/etc/passwd"}))
    assert list(found.files) == ["a.png"]
    assert {name for name, _ in found.ignored} == {"more.zip", "link.png"}
    root = folder({"a.png": b"1", "more.zip": b"PK"})
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "s.png").write_bytes(b"s")
    (root / "linked").symlink_to(tmp_path / "secret")
    (root / "linked.png").symlink_to(tmp_path / "secret" / "s.png")
    found = open_source(root)
    assert list(found.files) == ["a.png"]
    assert {name for name, _ in found.ignored} == {"more.zip", "linked", "linked.png"}


def test_a_damaged_entry_is_bad_only_when_read(zipped):
    path = zipped({"a.png": b"first" * 40, "b.png": b"second" * 40}, method=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"firstfirst", b"fistrfirst", 1))
    found = open_source(path)
    assert found.files["b.png"]() == b"second" * 40
    with pytest.raises(BadData, match=r"a\.png"):
        found.files["a.png"]()


def test_an_encrypted_entry_is_named(zipped):
    path = zipped({"a.png": b"1"})
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert open_source(path).ignored == (("a.png", "encrypted"),)


@settings(max_examples=100, deadline=None)
@given(edits=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_any_bytes_are_a_zip_or_refused(tmp_path_factory, edits):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.png", b"one" * 30)
        archive.writestr("manifest.csv", "file\na.png")
    raw = bytearray(out.getvalue())
    for position, value in edits:
        raw[position % len(raw)] = value
    path = tmp_path_factory.mktemp("fuzz") / "a.zip"
    path.write_bytes(raw)
    try:
        for name, read in open_source(path).files.items():
            assert ".." not in name.split("/")
            read()
    except BadData:
        pass
