"""A server that is killed in the middle of writing."""

from benchmarks.promises import kills


def test_a_killed_server_loses_no_acknowledged_write_and_starts_again(tmp_path, monkeypatch):
    monkeypatch.setattr(kills, "START_S", 30.0)  # other tests run meanwhile; the benchmark holds it to three
    line = kills.measure(3, tmp_path)
    assert line.kept, line.found
