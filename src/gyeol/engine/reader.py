"""Read the feelings in texts, in the product taxonomy or grouped as another system does."""

from collections.abc import Sequence

import numpy as np

from gyeol import text
from gyeol.catalog import Array
from gyeol.classify.why import Carrier
from gyeol.classify.why import why as carriers
from gyeol.emotion import PRODUCT, scheme
from gyeol.engine.answers import Reading
from gyeol.engine.models import Models


def read(models: Models, texts: Sequence[str], scheme_name: str | None = None) -> list[Reading]:
    """Read the feelings in each text; see `Engine.emotions`."""
    grouping = scheme(scheme_name) if scheme_name else None
    clean = [text.check(t) for t in texts]
    reader = models.reader
    proba = reader.predict_proba([text.normalise(t) for t in clean])
    labels = grouping.labels if grouping else PRODUCT.labels
    rows = grouping.project(proba) if grouping else proba
    return [
        Reading(
            text=given,
            language=text.language(given),
            top=labels[int(row.argmax())],
            emotions={label: round(float(p), 4) for label, p in zip(labels, row, strict=True)},
            model=reader.model,
        )
        for given, row in zip(texts, rows, strict=True)
    ]


def why(models: Models, message: str, scheme_name: str | None = None) -> list[Carrier]:
    """Return the words that carried the strongest feeling of a text; see `Engine.why`."""
    top = read(models, [message], scheme_name)[0].top
    grouping = scheme(scheme_name) if scheme_name else None
    column = (grouping.labels if grouping else PRODUCT.labels).index(top)

    reader = models.reader

    def column_of(texts: Sequence[str]) -> Array:
        proba = reader.predict_proba([text.normalise(text.visible(t)) for t in texts])
        return np.asarray((grouping.project(proba) if grouping else proba)[:, column])

    return carriers(message, column_of)
