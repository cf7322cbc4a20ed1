"""A text and whatever is answered beside it."""

from benchmarks.promises import batches


def test_the_same_bytes_alone_in_batches_and_in_a_crowd(tmp_path):
    line = batches.measure(60, tmp_path)
    assert line.kept, line.found
