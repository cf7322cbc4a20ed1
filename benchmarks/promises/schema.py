"""What the API says of itself holds for whatever is sent to it (Schemathesis)."""

import warnings
from collections import Counter
from contextlib import suppress
from pathlib import Path

import schemathesis
from benchmarks.promises import Line
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from gyeol import Engine
from gyeol.settings import Settings
from gyeol.web.app import create_app

# a description cannot say every rule, as that a text must hold something to read: then 422 says it
BEYOND = [positive_data_acceptance]
FORM = "multipart/form-data"  # it carries texts alone: a truth value in place of one arrives as a text like any other
DESCRIPTION = "/api/v1/openapi.json"
HERE = "http://127.0.0.1:8000"


def complaints(app: FastAPI, examples: int, start: int = 0) -> tuple[Counter[str], int]:
    """Ask each operation; return what was wrong with the answers and how many requests were sent.

    Args:
        app: the application.
        examples: requests that fit the description, and as many that do not, for each operation.
        start: seed of the requests.
    """
    described = schemathesis.openapi.from_asgi(DESCRIPTION, app, headers={"Host": "127.0.0.1"})
    found: Counter[str] = Counter()
    sent = 0

    def ask(case: schemathesis.Case) -> None:
        nonlocal sent
        sent += 1
        answer = case.call(base_url=HERE, timeout=300)
        beyond = [*BEYOND, negative_data_rejection] if case.media_type == FORM else BEYOND
        try:
            case.validate_response(answer, excluded_checks=beyond)
        except FailureGroup as group:
            for failure in group.exceptions:
                found[
                    f"{case.operation.label}: {answer.status_code} {type(failure).__name__}: {failure}"
                ] += 1

    often = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    for result in described.get_all_operations():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            # an operation that takes nothing has no wrong request
            with warnings.catch_warnings(action="ignore"), suppress(Unsatisfiable):
                seed(start)(often(given(case=result.ok().as_strategy(mode))(ask)))()
    return found, sent


def measure(examples: int, home: Path, start: int = 0) -> Line:
    """Ask each operation that often with requests that fit, and as often with others."""
    own = Settings(home, f"sqlite:///{home}/gyeol.sqlite3")
    with Engine(own) as engine:
        found, sent = complaints(create_app(engine, own), examples, start)
    return Line(
        "Schemathesis over the OpenAPI",
        "clean",
        f"{len(found)} complaints" + "".join(f"; {one}" for one in list(found)[:3]),
        f"{sent:,} requests, seed {start}",
        not found,
    )
