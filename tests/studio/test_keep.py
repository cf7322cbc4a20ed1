import errno
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gyeol.emotion import PRODUCT
from gyeol.engine.studio.keep import PACK
from gyeol.errors import AlreadyThere, BadRequest, CannotWrite, NotThere
from gyeol.stickers.library import read_pack
from tests import tiny_generator


@pytest.fixture
def made(studio):
    return [one.id for one in studio.make("joy", seed=7).candidates]


def files(root):
    return sorted(str(p.relative_to(root)) for p in root.rglob("*"))


def test_approved_emoji_are_a_pack_like_any_other(studio, packs, made):
    kept = studio.approve(made[:2])
    assert kept.pack == PACK
    assert kept.added == tuple(f"{PACK}/{one}" for one in made[:2])
    info, items = packs.pack(PACK)
    assert (info.n_stickers, info.n_with_feeling, info.ours) == (2, 2, False)
    assert packs.shelf.picture(items[0]).read_bytes()[:4] == b"\x89PNG"
    row = packs.shelf.catalog.spaces["emotion"][packs.shelf.catalog.row[items[0].id]]
    assert PRODUCT.labels[row.argmax()] == "joy"
    assert packs.shelf.catalog.known["style"][packs.shelf.catalog.row[items[0].id]]


def test_each_says_where_it_came_from(studio, made, tmp_path):
    studio.approve(made[:1])
    facts = studio.kept()[0].facts
    generator = studio.generators.get("tiny")
    assert facts["generator"] == generator.name
    assert f"joy-{facts['seed']}-{facts['index']}-{generator.artifact.revision}" == made[0]
    assert facts["trained_on"] == ["drawn"]
    assert facts["licence"] == "Apache-2.0"
    pack, _ = read_pack(tmp_path / "packs" / PACK)
    assert pack.licence == "Apache-2.0"
    assert pack.source == "gyeol emoji studio"


def test_approving_twice_changes_nothing(studio, made, tmp_path):
    studio.approve(made[:2])
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "packs").rglob("*") if p.is_file()}
    again = studio.approve([made[0], made[0], made[1]])
    assert again.added == ()
    assert len(again.there) == 2
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "packs").rglob("*") if p.is_file()} == before


def test_more_can_be_added_later_and_taken_out(studio, packs, made):
    studio.approve(made[:2])
    studio.approve(made[2:3])
    assert [item.id for item in studio.kept()] == [f"{PACK}/{made[i]}" for i in (2, 1, 0)]
    studio.withdraw(made[1:2])
    studio.withdraw(made[1:2])
    assert [item.id for item in studio.kept()] == [f"{PACK}/{made[i]}" for i in (2, 0)]
    assert packs.shelf.catalog.spaces["style"].shape[0] == len(packs.shelf.catalog)
    studio.withdraw(made)
    assert studio.kept() == []
    assert PACK not in packs.shelf.packs


def test_two_taps_at_once_keep_two(studio, made):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: studio.approve([one]), made[:6]))
    assert {item.id for item in studio.kept()} == {f"{PACK}/{one}" for one in made[:6]}


def test_packs_of_other_names(studio, packs, made):
    kept = studio.approve(made[:1], "웃는 얼굴들")
    assert packs.pack(kept.pack)[0].pack.ko == "웃는 얼굴들"
    assert studio.approve(made[1:2], "웃는 얼굴들").pack == kept.pack
    assert len(studio.kept("웃는 얼굴들")) == 2
    assert studio.kept() == []


def test_other_peoples_packs_are_left_alone(studio, packs, made):
    ours = packs.all()[0].pack.name
    with pytest.raises(AlreadyThere):
        studio.approve(made[:1], ours)
    packs.draw("flat", seed=1, count=2, name="drawn")
    with pytest.raises(AlreadyThere):
        studio.approve(made[:1], "drawn")
    with pytest.raises(AlreadyThere):
        studio.withdraw(made[:1], "drawn")
    assert packs.pack("drawn")[0].n_stickers == 2


def test_one_bad_number_keeps_none(studio, made):
    with pytest.raises(NotThere):
        studio.approve([made[0], "joy-1-1-0123456789ab"])
    assert studio.kept() == []
    for many in ([], [made[0]] * 101):
        with pytest.raises(BadRequest):
            studio.approve(many)


@pytest.mark.parametrize("before", [0, 1])
def test_a_full_disk_changes_nothing(studio, made, tmp_path, monkeypatch, before):
    if before:
        studio.approve(made[:1])
    root = tmp_path / "packs"
    was = files(root)

    def full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(CannotWrite, match="No space left"):
            studio.approve(made[1:2])
    assert files(root) == was
    assert len(studio.kept()) == before
    assert studio.approve(made[1:2]).added


def test_what_was_kept_outlives_its_generator(studio, made, tmp_path):
    studio.approve(made[:1])
    folder = tiny_generator.write(tmp_path / "generators" / "tiny", name="another").path
    assert folder.is_dir()
    assert len(studio.kept()) == 1
    assert studio.withdraw(made[:1]).pack == PACK
    assert studio.kept() == []
