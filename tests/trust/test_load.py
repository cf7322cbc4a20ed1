"""More callers than the server can answer; how long they wait is measured by `benchmarks/trust.py load`."""

from benchmarks.promises import load


def test_a_crowd_is_answered_or_told_when_to_come_back(tmp_path):
    met = load.crowded(4, tmp_path)
    assert met.odd == 0, met.crowd.statuses
    assert met.crowd.statuses[200] > 10  # the server goes on answering
    assert met.crowd.statuses[429] > met.crowd.statuses[200]
