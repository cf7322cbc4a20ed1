"""Two servers over one store, changing the same entry."""

from benchmarks.promises import together


def test_no_edit_is_lost_and_no_lock_is_shown(tmp_path):
    line = together.measure(6, tmp_path)
    assert line.kept, line.found
