"""Files that were made to do harm, built here: none of them is kept anywhere."""

import gzip
import io
import json
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
_DOCTYPE = "<!DOCTYPE svg [<!ENTITY {}>]>" + _SVG.format("<title>&a;</title>")


@dataclass(frozen=True)
class Bomb:
    """A file somebody might send.

    Attributes:
        what: what it tries.
        name: its file name.
        data: its bytes.
        where: "packs" or "songs", the upload that it is meant for.
    """

    what: str
    name: str
    data: bytes
    where: str = "packs"


def all_bombs() -> Iterator[Bomb]:
    """Yield every bomb."""
    yield from drawn_bombs()
    yield from packed_bombs()


def drawn_bombs() -> Iterator[Bomb]:
    """Yield those that are single pictures and drawings."""
    yield from _pictures()
    yield from _drawings()


def packed_bombs() -> Iterator[Bomb]:
    """Yield those that hold files or rows."""
    yield from _archives()
    yield from _tables()
    yield from _books()


def png(
    width: int, height: int, *chunks: tuple[bytes, bytes], colour: int = 6, rows: bytes | None = None
) -> bytes:
    """Return a PNG of one colour, or of the given rows, with chunks before its pixels."""
    bits = {0: 1, 6: 4}[colour]
    pixels = zlib.compress((b"\0" + b"\xff" * (width * bits)) * height if rows is None else rows, 1)
    head = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    parts = ((b"IHDR", head), *chunks, (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pictures() -> Iterator[Bomb]:
    swollen = zlib.compress(bytes(30_000_000), 1)
    yield Bomb("PNG of 60,000 × 60,000 pixels", "a.png", png(60_000, 60_000, rows=b"\0"))
    yield Bomb("PNG of 16 megapixels, all that is allowed", "a.png", png(4096, 4096))
    yield Bomb("PNG whose pixels swell to 100 MB", "a.png", png(10, 10, rows=bytes(100_000_000)))
    yield Bomb("PNG whose text swells", "a.png", png(9, 9, (b"zTXt", b"a\0\0" + swollen)))
    yield Bomb("PNG whose profile swells", "a.png", png(9, 9, (b"iCCP", b"a\0\0" + swollen)))
    yield Bomb("PNG that ends at once", "a.png", png(9, 9)[:30])
    yield Bomb(
        "APNG that promises 4 billion frames", "a.png", png(9, 9, (b"acTL", struct.pack(">II", 2**32 - 1, 0)))
    )
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    yield Bomb("GIF of 100,000 frames", "a.gif", head + frame * 100_000 + b";")
    large = b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0x80, 0, 0) + bytes(6)
    yield Bomb("GIF of 65,535 × 65,535", "a.gif", large + frame + b";")
    yield Bomb("GIF of blocks without end", "a.gif", head + b"\x21\xfe" + b"\xff" * 200_000)
    yield Bomb("moving WebP of 200 large frames", "a.webp", _moving("WEBP", 2000, 14))
    yield Bomb("moving GIF of large frames", "a.gif", _moving("GIF", 2000, 14))
    yield Bomb("progressive JPEG of 49 megapixels", "a.jpg", _jpeg(7000))
    yield Bomb(
        "JPEG that says 65,500 × 65,500", "a.jpg", _jpeg(64).replace(b"\x00\x40\x00\x40", b"\xff\xdc\xff\xdc")
    )
    yield Bomb("a script named .png", "a.png", b"<script>alert(1)</script>")


def _moving(form: str, side: int, n: int) -> bytes:
    frames = [Image.new("RGB", (side, side), (i * 16, 9, 99)) for i in range(n)]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=40)
    return out.getvalue()


def _jpeg(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (side, side), 90).save(out, "JPEG", progressive=side > 64)
    return out.getvalue()


def _drawings() -> Iterator[Bomb]:
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    laughs = f'<!DOCTYPE svg [<!ENTITY a0 "ha">{laughs}]>' + _SVG.format("<title>&a9;</title>")
    tenfold = "".join(f'<use href="#g{{0}}" x="{i}"/>' for i in range(10))
    uses = "".join(
        f'<g id="g{i}">{tenfold.format(i - 1)}</g>' for i in range(1, 12)
    )  # 10 to the 11th circles
    blur = '<filter id="f" width="9999999" height="9999999"><feGaussianBlur stdDeviation="99999"/></filter>'
    noise = '<filter id="f">' + '<feTurbulence numOctaves="8" baseFrequency="9"/>' * 400 + "</filter>"
    filtered = '{}<rect width="9" height="9" filter="url(#f)"/>'
    for what, text in (
        ("an entity from a file", _DOCTYPE.format('a SYSTEM "file:///etc/passwd"')),
        ("an entity from the network", _DOCTYPE.format('a SYSTEM "http://192.0.2.1/x"')),
        ("a billion laughs", laughs),
        ("references that multiply", _SVG.format(f'<circle id="g0" r="1"/>{uses}<use href="#g11"/>')),
        ("a blur without bounds", _SVG.format(filtered.format(blur))),
        ("four hundred noises", _SVG.format(filtered.format(noise))),
        ("20,000 groups in groups", _SVG.format("<g>" * 20_000 + "</g>" * 20_000)),
        ("a tiny view box", _SVG.replace("0 0 9 9", "0 0 1e-30 1e-30").format('<circle r="1"/>')),
        ("huge numbers", _SVG.format('<circle r="1e38" stroke-width="1e38" stroke="red"/>')),
        ("a million dashes", _SVG.format('<path d="M0 0H9999999" stroke="red" stroke-dasharray="0.001"/>')),
        ("200,000 curves", _SVG.format(f'<path d="M0 0{"q1 9 2 0" * 100_000}"/>')),
        ("a picture of the disk", _SVG.format('<image href="file:///etc/passwd" width="9" height="9"/>')),
        ("a style from the network", _SVG.format("<style>@import url(http://192.0.2.1/a.css);</style>")),
        ("a script", _SVG.format("<script>alert(1)</script>")),
        ("a handler", _SVG.format('<circle r="1" onload="alert(1)"/>')),
        ("a page", _SVG.format("<foreignObject><body/></foreignObject>")),
        ("nested masks", _SVG.format(_nested("mask", 90))),
        ("nested clips", _SVG.format(_nested("clipPath", 90))),
    ):
        yield Bomb(f"SVG: {what}", "a.svg", text.encode())


def _nested(kind: str, n: int) -> str:
    attribute = {"mask": "mask", "clipPath": "clip-path"}[kind]
    inner = "".join(
        f'<{kind} id="m{i}"><rect width="9" height="9" {attribute}="url(#m{i - 1})"/></{kind}>'
        for i in range(n)
    )
    return f'{inner}<rect width="9" height="9" {attribute}="url(#m{n - 1})"/>'


def _zip(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def _archives() -> Iterator[Bomb]:
    zeros, small = bytes(50_000_000), png(9, 9)
    yield Bomb("zip of zeros", "a.zip", _zip({"a.png": zeros}))
    yield Bomb("zip of zeros, LZMA", "a.zip", _zip({"a.png": zeros}, zipfile.ZIP_LZMA))
    inner = _zip({f"{i}.png": bytes(1_000_000) for i in range(20)})
    for _ in range(4):
        inner = _zip({f"{i}.zip": inner for i in range(10)})
    yield Bomb("zips in zips", "a.zip", inner)
    yield Bomb("60,000 entries", "a.zip", _zip({f"{i}.png": b"" for i in range(60_000)}, zipfile.ZIP_STORED))
    for name in ("../../up.png", "/etc/up.png", "C:\\up.png", "a/../../up.png", "..\\up.png"):
        yield Bomb(f"zip that leads to {name}", "a.zip", _zip({name: small, "b.png": small}))
    link = zipfile.ZipInfo("link.png")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    yield Bomb("zip with a link", "a.zip", out.getvalue())
    honest = bytearray(_zip({"a.png": zeros[:900_000]}))
    at = honest.rindex(b"PK\x01\x02")
    struct.pack_into("<I", honest, at + 24, 1000)
    yield Bomb("zip that lies about a size", "a.zip", bytes(honest))
    yield Bomb("half a zip", "a.zip", _zip({"a.png": small})[:-30])
    yield Bomb(
        "names in cp949", "a.zip", _zip({"가.png": small}).replace("가".encode(), "가".encode("cp949") + b"_")
    )
    icons = {"prefix": "x", "icons": {"a": {"body": "<g>" * 30_000}}, "width": 1e300}
    yield Bomb("icons without end", "icons.json", json.dumps(icons).encode())
    yield Bomb("JSON 100,000 deep", "icons.json", b'{"icons":' + b"[" * 100_000)
    yield Bomb("tgz of zeros", "a.tgz", _tgz("package/icons.json", bytes(100_000_000)))
    yield Bomb("tgz that leads outside", "a.tgz", _tgz("../../icons.json", b"{}"))
    rows = "file,name\n" + "../../../../etc/passwd,x\n" * 1000
    yield Bomb("a manifest of other files", "a.zip", _zip({"manifest.csv": rows.encode(), "a.png": small}))


def _tgz(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def _tables() -> Iterator[Bomb]:
    head = "title,artist,lyrics\n"
    for what, data in (
        ("NUL bytes", head.encode() + b"a\0b,c\0,d\n" * 1000),
        ("a cell of 5 MB", (head + f'a,b,"{"가나다라 " * 1_000_000}"\n').encode()),
        ("cp949", (head + "봄날,누구,기다려\n" * 100).encode("cp949")),
        ("UTF-16", (head + "봄날,누구,기다려\n" * 100).encode("utf-16")),
        ("an open quote", (head + '"' + "a,b\n" * 200_000).encode()),
        ("200,000 columns", ("title,artist," + "c," * 200_000 + "\n" + "a," * 200_000).encode()),
        ("250,000 songs", (head + "a,b,c\n" * 250_000).encode()),
        (
            "numbers that are none",
            b"title,artist,valence,energy\n" + b"a,b,1e999,nan\nc,d,-inf,99999999999\n" * 99,
        ),
        ("lists in lists in a cell", (head + f'a,b,"{"[" * 5000}{"]" * 5000}"\n').encode()),
        ("formulas", (head + "=cmd|' /C calc'!A0,@x,+y\n").encode()),
    ):
        yield Bomb(f"table: {what}", "songs.csv", data, "songs")
    yield Bomb(
        "table that unpacks to 100 MB",
        "s.csv.gz",
        gzip.compress(head.encode() + bytes(100_000_000), 1),
        "songs",
    )
    yield Bomb("JSON lines 50,000 deep", "s.jsonl", b'{"title": ' + b"[" * 50_000, "songs")
    yield Bomb(
        "a JSON number of a million digits", "s.jsonl", b'{"title": ' + b"9" * 1_000_000 + b"}", "songs"
    )


def _books() -> Iterator[Bomb]:
    row = "<row r='{0}'><c r='A{0}' t='inlineStr'><is><t>title</t></is></c></row>"
    doctype = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    swollen = row.format(1) + "<row r='2'><c r='A2'><v>1</v></c></row>" * 2_000_000
    far = row.format(1) + "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
    strings = "<si><t>" + "a" * 60_000_000 + "</t></si>"
    for what, book in (
        ("a sheet that swells", _book(swollen)),
        ("a cell at the far corner", _book(far)),
        ("an entity", _book(row.format(1), before=doctype)),
        ("strings that swell", _book(row.format(1), strings=strings)),
        ("no sheet", _zip({"[Content_Types].xml": b"<Types/>"})),
    ):
        yield Bomb(f"workbook: {what}", "songs.xlsx", book, "songs")


def _book(rows: str, *, before: str = "", strings: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{sheet}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet name="a" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return _zip({name: text.encode() for name, text in parts.items()})


def spoilt(n: int, seed: int = 0) -> Iterator[Bomb]:
    """Yield n files that were good before some of their bytes were changed, cut out or doubled."""
    rng = random.Random(seed)
    good = [
        Bomb("PNG", "a.png", png(40, 40)),
        Bomb("PNG, grey", "a.png", png(64, 8, colour=0)),
        Bomb("GIF", "a.gif", _moving("GIF", 24, 3)),
        Bomb("WebP", "a.webp", _moving("WEBP", 24, 3)),
        Bomb("JPEG", "a.jpg", _jpeg(48)),
        Bomb("SVG", "a.svg", _SVG.format('<g id="a"><path d="M0 0q1 9 2 0z"/></g><use href="#a"/>').encode()),
    ]
    for i in range(n):
        one = good[i % len(good)]
        data = bytearray(one.data)
        for _ in range(rng.choice((1, 1, 3, 20))):
            at = rng.randrange(len(data))
            match rng.randrange(4):
                case 0:
                    data[at] = rng.randrange(256)
                case 1:
                    del data[at : at + rng.randrange(1, 20)]
                case 2:
                    data[at:at] = data[at : at + rng.randrange(1, 200)]
                case _:
                    data[at : at + 4] = struct.pack(">I", rng.choice((0, 1, 2**31 - 1, 2**32 - 1)))
            data = data or bytearray(b"\0")
        yield Bomb(f"spoilt {one.what}", one.name, bytes(data))
