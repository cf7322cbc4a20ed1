"""Write `http-api.md` from the OpenAPI description of the server: `python docs/http_api.py`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gyeol.engine import Engine
from gyeol.settings import Settings
from gyeol.web.app import create_app

PATH = Path(__file__).parent / "http-api.md"
HEAD = """# The HTTP API

`gyeol serve` answers under `/api/v1`; this page is generated from its OpenAPI description, which is at
`/api/v1/openapi.json`. Nothing that is sent leaves the machine; no text is logged, and none stored but the diary.

```console
$ curl -s http://127.0.0.1:8000/api/v1/emotions --json '{"text": "드디어 시험 끝났다!"}'
$ curl -s http://127.0.0.1:8000/api/v1/stickers?lang=ko --json '{"text": "고마워", "n": 3}'
$ curl -s http://127.0.0.1:8000/api/v1/health
```

**Language.** Names and reasons are Korean or English, by `?lang=ko`, `?lang=en` or the header
`Accept-Language`.

**Errors** are problem details (RFC 9457, `application/problem+json`): `type`, `title`, `status`, `detail`,
and for invalid input `errors`, a list of `where` and `rule`. What was sent is never repeated. Besides the
statuses listed below: 400 and 421 for a Host header that is not this server's, 403 for a browser on another
site, 405 for a wrong method, 413 for a body over `max_body_bytes` (files: `max_upload_bytes`), 415 for a body
that is no JSON, 423 while a lock covers what is asked for, and 429 with `Retry-After` when `workers` and
`queue_size` are used up.

**Pictures** are at the `url` of a sticker. It changes when the picture does, so it may be cached for good.
"""


def document(api: dict[str, Any]) -> str:
    """Return the page for an OpenAPI description."""
    parts = [HEAD]
    for path, methods in api["paths"].items():
        for method, operation in methods.items():
            parts.append("\n".join(_endpoint(f"{method.upper()} {path}", operation)))
    parts.append("## Shapes\n")
    for name, shape in sorted(api["components"]["schemas"].items()):
        if name not in ("HTTPValidationError", "ValidationError"):
            parts.append("\n".join(_shape(name, shape)))
    return "\n".join(parts)


def _endpoint(title: str, operation: dict[str, Any]) -> Iterator[str]:
    yield f"## `{title}`\n\n{operation['description']}\n"
    body = operation.get("requestBody")
    if body:
        [(kind, content)] = body["content"].items()
        fields = ", ".join(f"`{name}`" for name in content["schema"].get("properties", {}))
        yield f"- Body: {_type(content['schema']) if kind == 'application/json' else f'{kind}: {fields}'}"
    for status, answer in operation["responses"].items():
        schema = next((c["schema"] for c in answer.get("content", {}).values() if c.get("schema")), None)
        if int(status) < 300:
            yield f"- {status}" + (f": {_type(schema)}" if schema else "")
        elif status not in ("413", "415", "422", "423", "429"):
            yield f"- {status}: {answer['description']}"
    yield ""


def _shape(name: str, shape: dict[str, Any]) -> Iterator[str]:
    yield f"### {name}\n\n{shape.get('description', '')}\n"
    yield "| field | type | |\n|---|---|---|"
    required = shape.get("required", [])
    for field, value in shape["properties"].items():
        default = "" if field in required else f"default `{_json(value.get('default'))}`"
        notes = " ".join(part for part in (value.get("description", ""), default) if part)
        yield f"| `{field}` | {_type(value)} | {notes} |"
    yield ""


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return " or ".join(f'`"{one}"`' for one in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    if schema.get("type") == "object":
        values = schema.get("additionalProperties", {})  # True where they may be anything
        return f"object of {_type(values if isinstance(values, dict) else {})}"
    bounds = [words.format(schema[key]) for key, words in _BOUNDS.items() if key in schema]
    return " ".join([str(schema.get("type", "any")), *bounds])


def _json(value: Any) -> str:
    return (
        {None: "null", True: "true", False: "false"}.get(value, str(value))
        if not isinstance(value, list)
        else "[]"
    )


_BOUNDS = {"minimum": "from {}", "maximum": "to {}", "maxLength": "of up to {} characters"}


def api() -> dict[str, Any]:
    """Return the OpenAPI description; no model is loaded for it."""
    settings = Settings(Path(), "sqlite:///unused")
    return create_app(Engine(settings), settings).openapi()


if __name__ == "__main__":
    PATH.write_text(document(api()), encoding="utf-8")
