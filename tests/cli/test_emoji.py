import json

import numpy as np
from typer.testing import CliRunner

from gyeol.cli import app


def test_score_prints_one_document(tmp_path):
    rng = np.random.default_rng(0)
    for name in ("real", "made"):
        np.savez(tmp_path / f"{name}.npz", images=rng.integers(0, 255, (50, 64, 64, 3)).astype(np.uint8))
    paths = [str(tmp_path / "made.npz"), "--real", str(tmp_path / "real.npz")]
    found = CliRunner().invoke(app, ["emoji", "score", *paths, "--json"])
    assert found.exit_code == 0, found.output
    row = json.loads(found.stdout)
    assert (row["n_real"], row["n_fake"], row["inception_score"]) == (50, 50, None)
    assert row["kid_interval"][0] <= row["kid_interval"][1]
    shown = CliRunner().invoke(app, ["emoji", "score", *paths])
    assert shown.exit_code == 0
    assert "kid_interval" in shown.stdout
