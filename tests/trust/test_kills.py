"""A server that is killed in the middle of writing."""

from benchmarks.promises import kills


def test_a_killed_server_loses_no_acknowledged_write_and_starts_at_once(tmp_path):
    line = kills.measure(3, tmp_path)
    assert line.kept, line.found
