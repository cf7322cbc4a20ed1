"""Render an SVG that anyone may have written, without running, reading or fetching what it asks for."""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

import resvg_py

from gyeol.errors import BadData

MAX_CHARS = 1_000_000
MAX_DEPTH = 100  # of elements inside elements, references followed; resvg recurses on the machine's stack
MAX_WORK = 500_000  # elements drawn, references followed; a filter step counts 100, feTurbulence 1,000
MAX_DASHES = 50_000  # of one line: a million round dashes keep resvg busy for a minute
MAX_NUMBER = 10_000_000  # resvg's loops and buffers grow with sizes and scales
MAX_SCALE = 10_000  # of transforms inside transforms
MIN_BOX = 0.01  # of a view box: a smaller one is a huge scale
SIZES_PX = range(1, 2049)

_SVG = "http://www.w3.org/2000/svg"
_DRAWN = frozenset(
    {"svg", "g", "defs", "symbol", "use", "switch", "a", "style", "title", "desc", "metadata"}
    | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "marker", "clipPath", "mask"}
    | {"linearGradient", "radialGradient", "stop", "animate", "animateTransform", "animateMotion", "set"}
    | {"filter", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feDiffuseLighting"}
    | {"feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG"}
    | {"feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feOffset", "fePointLight"}
    | {"feSpecularLighting", "feSpotLight", "feTurbulence"}
)
_WHY_NOT = {
    "text": "text looks different on every machine; turn it into outlines",
    "tspan": "text looks different on every machine; turn it into outlines",
    "pattern": "its tile can ask for any amount of memory; draw the shapes themselves",
    "image": "a picture may not hold other pictures; save it as PNG instead",
}
_URL = re.compile(r"url\(\s*['\"]?\s*([^)'\"]*)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DASH = re.compile(r"stroke-dasharray\s*:\s*([^;}]*)")
_NUMBER = re.compile(r"\d*\.?\d+(?:[eE][-+]?\d+)?")
_TRANSFORM = re.compile(r"(scale|matrix)\s*\(([^)]*)\)", re.IGNORECASE)
_COLOUR = re.compile(r"#[\w-]+")
_WORDS = frozenset(
    {"id", "class", "href", "title", "name", "content", "label", "lang", "font-family", "version"}
)
_LENGTHS = ("d", "points", "x1", "y1", "x2", "y2", "r", "rx", "ry", "width", "height")


@dataclass(slots=True)
class _Element:
    work: int
    refs: list[str] = field(default_factory=list)
    children: list["_Element"] = field(default_factory=list)


def render(svg: str, size_px: int = 256) -> bytes:
    """Return the PNG (RGBA, transparent where nothing is drawn) of an SVG; its longer side is `size_px`.

    For SVG of our own; that of strangers goes through `apart.render_apart`, which survives bugs of resvg.

    The aspect ratio is kept. Fonts are never loaded, so the same text gives the same bytes on every machine.

    Raises:
        BadData: the text is no SVG, is too large or too deep, asks for more drawing than `MAX_WORK`, or holds
            a document type, an entity, a script, an event handler, text, a picture or a reference to anything
            outside itself.
    """
    if size_px not in SIZES_PX:
        raise BadData(f"an SVG is rendered at 1 to {SIZES_PX[-1]:,} px, not {size_px}; choose another size.")
    check(svg)
    try:
        # a box rather than a width alone: resvg fits into it, and a 1 × 1,000,000 picture asks for no memory
        return bytes(
            resvg_py.svg_to_bytes(svg_string=svg, width=size_px, height=size_px, skip_system_fonts=True)
        )
    except BaseException as error:
        # a panic inside resvg arrives as PanicException, which is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise BadData(f"the SVG cannot be drawn ({error}); save it again from a drawing program.") from None


def check(svg: str) -> None:
    """Raise `BadData` unless `render` may draw this SVG safely."""
    if len(svg) > MAX_CHARS:
        raise BadData(
            f"an SVG may have at most {MAX_CHARS:,} characters, this one has {len(svg):,}; simplify it."
        )
    reader = _Reader()
    try:
        reader.read(svg)
    except expat.ExpatError as error:
        raise BadData(
            f"the SVG is not well-formed XML ({error}); save it again from a drawing program."
        ) from None
    reader.finish()


def _refuse(what: str, advice: str = "remove it") -> BadData:
    return BadData(f"an SVG may hold only shapes of its own, this one holds {what}; {advice}.")


class _Reader:
    """Walks an SVG once, refusing what is unsafe and gathering what refers to what."""

    def __init__(self) -> None:
        self.root = _Element(0)
        self.stack = [self.root]
        self.scales = [1.0]
        self.ids: dict[str, _Element] = {}
        self.classes: dict[str, list[str]] = {}
        self.users: list[tuple[_Element, list[str]]] = []
        self.in_style = 0
        self.css: list[str] = []
        self.longest = 0.0
        self.dash = float("inf")

    def read(self, svg: str) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.Parse(svg.encode("utf-8", "replace"), True)

    def finish(self) -> None:
        self._style("".join(self.css))
        for element, names in self.users:
            element.refs += [ref for name in names for ref in self.classes.get(name, ())]
        work, depth = self._cost(self.root, {}, set())
        if depth > MAX_DEPTH:
            raise _refuse(f"elements {depth} deep (at most {MAX_DEPTH})", "flatten its groups")
        if work > MAX_WORK:
            raise _refuse(
                f"{work:,} drawing steps once its references are followed (at most {MAX_WORK:,})",
                "simplify it",
            )
        if self.longest / self.dash > MAX_DASHES:
            dashes = int(self.longest / self.dash)
            raise _refuse(f"a line of up to {dashes:,} dashes (at most {MAX_DASHES:,})", "use longer dashes")

    def _doctype(self, *_: Any) -> None:
        raise _refuse("a DOCTYPE, which could define entities")

    def _instruction(self, target: str, _: str) -> None:
        raise _refuse(f"the processing instruction '{target[:40]}'")

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        space, _, name = full.rpartition(" ")
        if name.lower() in ("script", "foreignobject") or (space in ("", _SVG) and name not in _DRAWN):
            raise _refuse(f"<{name[:40]}>", _WHY_NOT.get(name, "remove it"))
        if len(self.stack) == 1 and (space != _SVG or name != "svg"):
            raise BadData(
                f'an SVG starts with <svg xmlns="{_SVG}">, this one with <{name[:40]}>; save it as SVG.'
            )
        if len(self.stack) > MAX_DEPTH:
            raise _refuse(f"elements more than {MAX_DEPTH} deep", "flatten its groups")
        octaves = _numbers(attributes.get("numOctaves", ""))
        if octaves and max(octaves) > 8:
            raise _refuse(f"noise of {max(octaves):g} octaves (at most 8)", "use fewer")
        element = _Element(1000 if name == "feTurbulence" else 100 if name.startswith("fe") else 1)
        for key, value in attributes.items():
            self._attribute(element, key.rpartition(" ")[2], value)
        box = _numbers(attributes.get("viewBox", ""))[2:4]
        if box and min(box) < MIN_BOX:
            raise _refuse(f"a view box of {min(box):g} (at least {MIN_BOX:g})", "scale it up")
        self.longest = max(self.longest, 7 * sum(sum(_numbers(attributes.get(key, ""))) for key in _LENGTHS))
        scale = self.scales[-1] * _scale(" ".join(attributes.values()))
        if scale > MAX_SCALE:
            raise _refuse(f"shapes scaled {scale:g} times (at most {MAX_SCALE:,})", "draw them larger")
        self.scales.append(scale)
        self.stack[-1].children.append(element)
        self.stack.append(element)
        self.in_style += name == "style"

    def _end(self, full: str) -> None:
        self.stack.pop()
        self.scales.pop()
        self.in_style -= full.rpartition(" ")[2] == "style"

    def _text(self, text: str) -> None:
        if self.in_style:
            self.css.append(text)

    def _attribute(self, element: _Element, key: str, value: str) -> None:
        if key[:2].lower() == "on":
            raise _refuse(f"the event handler '{key[:40]}'")
        if key == "id":
            self.ids.setdefault(value, element)
        elif key == "class":
            self.users.append((element, value.split()))
        elif key == "href" and value.strip():
            element.refs.append(_fragment(value))
        elif key == "stroke-dasharray":
            self._dashes(value)
        elif key == "style":
            value = _css(value)
            _check_numbers(value)
            for dashes in _DASH.findall(value):
                self._dashes(dashes)
        elif key not in _WORDS and not key.startswith("data-"):
            _check_numbers(value)
        element.refs += [_fragment(ref) for ref in _URL.findall(value)]

    def _style(self, text: str) -> None:
        text = _css(text)
        _check_numbers(text)
        for dashes in _DASH.findall(text):
            self._dashes(dashes)
        for selectors, body in _RULE.findall(text):
            refs = [_fragment(ref) for ref in _URL.findall(body)]
            for selector in selectors.split(",") if refs else ():
                name = selector.strip().removeprefix(".")
                if not re.fullmatch(r"[\w-]+", name) or not selector.strip().startswith("."):
                    raise _refuse(
                        f"a url() under the style rule '{selector.strip()[:40]}'",
                        "use a class or an attribute",
                    )
                self.classes.setdefault(name, []).extend(refs)

    def _dashes(self, value: str) -> None:
        lengths = _numbers(value)
        if sum(lengths) > 0:
            self.dash = min(self.dash, sum(lengths) / (100 if "%" in value else 1))

    def _cost(self, element: _Element, known: dict[int, tuple[int, int]], above: set[int]) -> tuple[int, int]:
        """Return the drawing steps and the depth of an element with everything that it refers to."""
        key = id(element)
        if key in known:
            return known[key]
        if key in above or len(above) > 4 * MAX_DEPTH:
            raise _refuse("a reference to itself" if key in above else "too long a chain of references")
        above.add(key)
        parts = [*element.children, *(self.ids[ref] for ref in element.refs if ref in self.ids)]
        costs = [self._cost(part, known, above) for part in parts]
        above.remove(key)
        known[key] = (
            element.work + sum(work for work, _ in costs),
            1 + max((depth for _, depth in costs), default=0),
        )
        return known[key]


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]


def _scale(transforms: str) -> float:
    """Return an upper bound of how much transforms enlarge."""
    scale = 1.0
    for name, values in _TRANSFORM.findall(transforms):
        scale *= max(1.0, *_numbers(values)[: 4 if name.lower() == "matrix" else 2], 1.0)
    return scale


def _check_numbers(text: str) -> None:
    largest = max(_numbers(_COLOUR.sub("", text)), default=0.0)
    if largest > MAX_NUMBER:
        raise _refuse(f"the number {largest:g} (at most {MAX_NUMBER:,})", "scale it down")


def _css(text: str) -> str:
    text = _COMMENT.sub(" ", text)
    if "\\" in text or "@" in text:
        raise _refuse("a style with an escape or an @-rule")
    return text


def _fragment(reference: str) -> str:
    reference = reference.strip()
    if not reference.startswith("#"):
        raise _refuse(f"a reference to '{reference[:60]}', outside itself")
    return reference[1:]
