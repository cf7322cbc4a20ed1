"""Keep what retraining needs of the corpora that the emotion model was trained on, and no text of them.

`python recipes/build_rehearsal.py` with $GYEOL_DATA set; run it again after each new emotion model. Takes a minute.
"""

import numpy as np

from gyeol import artifact, classify
from gyeol.corpora import CORPORA, data_root
from gyeol.corpora.gather import Table, gather
from gyeol.corpora.link import link
from gyeol.learn.cues import Cues, Frequencies
from gyeol.learn.rehearsal import KIND, Corner, Rehearsal
from gyeol.learn.tuned import ARTIFACTS, log_odds

COUNTED = ("own", "kote", "goemotions", "goemotions_ko", "songys", "nsmc")  # all may ship
CORNERS = {"goemotions": 2500, "goemotions_ko": 2500, "kote": 1500}
SEED, N_REVIEWS = 0, 60_000
ABOUT = """What `gyeol learn` needs beside the emotion model: how rare words are in its training texts, and hashed
words, answers and labels of some of them, so that a retrained model can be seen to forget nothing. It holds no text."""


def corner(name: str, table: Table, classifier: classify.Classifier, frequencies: Frequencies) -> Corner:
    """Return random training rows of a corpus."""
    at = np.flatnonzero((table.source == name) & (table.split == "train"))
    at = np.random.default_rng(SEED).permutation(at)[: CORNERS[name]]
    texts = [table.texts[i] for i in at]
    proba = classifier.predict_proba(texts)
    seen = link(CORPORA.get(name)).observes
    return Corner(Cues.of(texts, frequencies), log_odds(proba), (table.target[at] >= 0.5) & seen, seen)


def main() -> None:
    """Count, answer and write."""
    table = gather(COUNTED, data_root(), most={"nsmc": N_REVIEWS})
    classifier = classify.load(ARTIFACTS / "emotion")
    train = [text for text, split in zip(table.texts, table.split, strict=True) if split == "train"]
    frequencies = Frequencies.count(train)
    frequencies = Frequencies(frequencies.idf.astype(np.float16).astype(np.float32))  # as it is kept
    corners = {name: corner(name, table, classifier, frequencies) for name in CORNERS}
    kept = Rehearsal(classifier.model, frequencies, corners)
    rows = [
        {"corpus": name, "rows": int(((table.source == name) & (table.split == "train")).sum()),
         "licence": CORPORA.get(name).licence}
        for name in COUNTED
    ]  # fmt: skip
    artifact.write(
        ARTIFACTS / "rehearsal", kept.write, kind=KIND, name="gyeol-rehearsal",
        options={"base": classifier.model, "corners": list(CORNERS)}, taxonomy="product12", seed=SEED,
        recipe="recipes/build_rehearsal.py", data=rows,
        metrics={name: {"n": len(found.cues)} for name, found in corners.items()}, about=ABOUT,
    )  # fmt: skip


if __name__ == "__main__":
    main()
