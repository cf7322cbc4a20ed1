"""Corrections in the store: one a text, never lost to another tab, gone with what they are about."""

from dataclasses import replace
from datetime import date

import pytest

from gyeol.errors import Conflict, NotThere
from gyeol.store import Store, corrections, diary, watched
from gyeol.store.corrected import Place, Said
from gyeol.store.entries import Page, SentenceRow

TEXT = "비가 왔다. I slept well."
PAGE = Page(
    date(2026, 11, 21), "", TEXT, "ko", "calm", {"calm": 0.75}, 0.6, "emotion@0123", "rules",
    (SentenceRow(0, 6, {"calm": 0.5}), SentenceRow(7, 20, {"calm": 1.0})),
)  # fmt: skip
SAID = Said("또 야근이래", None, "ko", "neutral", {"neutral": 0.6}, "emotion@0123", ("fatigue",), True)
CANARY = "노랑부리저어새를 보았다"


@pytest.fixture
def entry(store):
    return diary.write(store, "me", [PAGE])[0]


def of(entry, start=None, end=None, labels=("joy",)):
    return replace(SAID, text=TEXT[start:end], place=Place(entry.id, start, end), labels=labels)


def edited(store, entry, text, *sentences):
    rows = tuple(SentenceRow(a, b, {"calm": 1.0}) for a, b in sentences)
    return diary.edit(store, "me", entry.id, entry.version, replace(PAGE, text=text, sentences=rows))


def test_a_correction_comes_back_as_it_was_made(store, entry):
    made = [corrections.put(store, "me", said) for said in (SAID, of(entry), of(entry, 7, 20))]
    assert corrections.every(store, "me") == made
    assert corrections.of_text(store, "me", SAID.text) == made[0]
    assert corrections.of_entry(store, "me", entry.id) == {one.said.place: one for one in made[1:]}
    assert corrections.every(store, "you") == []


def test_the_second_of_two_tabs_overwrites_nothing(store, entry):
    for said in (SAID, of(entry, 7, 20)):
        first = corrections.put(store, "me", said)
        with pytest.raises(Conflict, match=said.labels[0]):
            corrections.put(store, "me", replace(said, labels=("anger",)))
        assert corrections.put(store, "me", said) == first  # a button that was pressed twice
        again = corrections.put(store, "me", replace(said, labels=("anger",)), seen=1)
        assert (again.id, again.version, again.said.labels) == (first.id, 2, ("anger",))


def test_what_an_edit_moved_or_removed_is_followed_or_refused(store, entry):
    whole, sentence = corrections.put(store, "me", of(entry)), corrections.put(store, "me", of(entry, 7, 20))
    moved = edited(store, entry, "어제 " + TEXT, (0, 9), (10, 23))
    found = corrections.of_entry(store, "me", entry.id)
    assert found[Place(entry.id, 10, 23)].id == sentence.id
    assert found[Place(entry.id)].said.text == "어제 " + TEXT
    with pytest.raises(Conflict, match="changed elsewhere"):
        corrections.put(store, "me", of(entry, 0, 6))
    edited(store, moved, "다른 날.", (0, 5))
    assert [one.id for one in corrections.every(store, "me")] == [whole.id]


def test_deleting_an_entry_deletes_its_corrections_and_later_ones_are_told_so(store, entry):
    corrections.put(store, "me", of(entry))
    before = corrections.state(store)
    diary.erase(store, "me", entry.id)
    assert corrections.every(store) == []
    assert corrections.state(store) != before
    with pytest.raises(NotThere, match="any more"):
        corrections.put(store, "me", of(entry))


def test_a_deleted_correction_leaves_no_byte(tmp_path):
    with Store.open(f"sqlite:///{tmp_path}/s.db") as store:
        number = corrections.put(store, "me", replace(SAID, text=CANARY)).id
        assert any(CANARY.encode() in p.read_bytes() for p in tmp_path.iterdir())
        with pytest.raises(NotThere):
            corrections.forget(store, "you", number)
        corrections.forget(store, "me", number)
        assert not any(CANARY.encode() in p.read_bytes() for p in tmp_path.iterdir())
        with pytest.raises(NotThere):
            corrections.forget(store, "me", number)


def test_the_state_changes_with_every_change(store):
    seen = [corrections.state(store)]
    made = corrections.put(store, "me", SAID)
    seen.append(corrections.state(store))
    corrections.put(store, "me", replace(SAID, labels=("anger",)), seen=1)
    seen.append(corrections.state(store))
    corrections.forget(store, "me", made.id)
    corrections.put(store, "me", replace(SAID, labels=("anger",)))
    seen.append(corrections.state(store))
    assert len(set(seen)) == 4


def test_what_there_is_already_is_not_imported_again(store):
    many = [replace(SAID, text=f"{i}번째 글") for i in (1, 2, 2)]
    assert corrections.put_all(store, "me", many) == 2
    assert corrections.put_all(store, "me", [SAID, *many]) == 1


def test_only_consented_ones_may_be_learnt_from(store):
    corrections.put(store, "me", replace(SAID, consent=False))
    kept = corrections.put(store, "me", replace(SAID, text="두 번째"))
    assert corrections.every(store, consented=True) == [kept]
    assert corrections.names(store) == {kept.name}


def test_only_the_latest_readings_are_watched(store, monkeypatch):
    monkeypatch.setattr(watched, "MOST", 30)
    for i in range(100):
        watched.note(store, "me", "m", {"length": float(i)})
    watched.mark_corrected(store)
    found = watched.every(store)
    assert [row["length"] for row in found] == [float(i) for i in range(70, 100)]
    assert found[-1] == {"length": 99.0, "corrected": 1.0}
