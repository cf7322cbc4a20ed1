"""`docs/http-api.md` is what the server's own description says."""

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_document_is_up_to_date():
    script = runpy.run_path(str(DOCS / "http_api.py"))
    api = script["api"]()
    text = (DOCS / "http-api.md").read_text(encoding="utf-8")
    for path, methods in api["paths"].items():
        for method in methods:
            assert f"`{method.upper()} {path}`" in text
    assert text == script["document"](api), "run: python docs/http_api.py"
