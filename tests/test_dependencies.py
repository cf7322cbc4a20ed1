"""What gyeol depends on: every licence is one that we may ship beside, none has a vulnerability that is known here.

All of it is read from installed metadata, `pyproject.toml` and `advisories.toml`; nobody is asked.
"""

import re
import tomllib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ADVISORIES = tomllib.loads((ROOT / "tests/advisories.toml").read_text(encoding="utf-8"))["packages"]
DOCS = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
ALLOWED = {
    "0BSD", "CNRI-Python", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT",
    "MIT-0", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib",
}  # fmt: skip
NAMES = {  # what older metadata calls them
    "Apache 2.0": "Apache-2.0", "Apache 2.0 License": "Apache-2.0",
    "Apache Software License": "Apache-2.0", "BSD License": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause", "BSD": "BSD-3-Clause", "MIT License": "MIT", "MIT": "MIT",
    "ISC License (ISCL)": "ISC", "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}  # fmt: skip
SAID_ELSEWHERE = {"resvg-py": "MIT"}  # its LICENSE file; its metadata say nothing
EXTRAS = ("", "lab", "korean")  # what users may install; "dev" ships with nothing


def direct():
    """Return the requirements of users' installs."""
    lines = [*PROJECT["dependencies"]]
    for extra in EXTRAS[1:]:
        lines += PROJECT["optional-dependencies"][extra]
    return {canonicalize_name(one.name): one for one in map(Requirement, lines)}


def needed():
    """Return all distributions that these bring here, name -> distribution."""
    found, waiting = {}, [(one.name, one.extras) for one in direct().values()]
    while waiting:
        name, extras = waiting.pop()
        name = canonicalize_name(name)
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # of another platform, or an extra that is not installed here
        for line in found[name].requires or ():
            one = Requirement(line)
            if one.marker is None or any(one.marker.evaluate({"extra": e}) for e in (*extras, "")):
                waiting.append((one.name, one.extras))
    return found


def licences(name, found):
    """Return the SPDX names in the metadata of a distribution."""
    meta = found.metadata
    if expression := meta.get("License-Expression"):
        return _parts(expression)
    told = [c.rpartition(" :: ")[2] for c in meta.get_all("Classifier") or () if c.startswith("License")]
    told = [one for one in told if one != "OSI Approved"] or [meta.get("License") or ""]
    return (
        {SAID_ELSEWHERE[name]}
        if name in SAID_ELSEWHERE
        else set().union(*(_parts(NAMES.get(one, one)) for one in told))
    )


def _parts(expression):
    """Return the names in an SPDX expression."""
    return set(re.split(r"\s+(?:AND|OR|WITH)\s+|[()]", expression)) - {"", "LLVM-exception"}


def test_every_licence_is_allowed():
    wrong = {name: licences(name, found) - ALLOWED for name, found in needed().items()}
    assert {name: names for name, names in wrong.items() if names} == {}
    assert len(wrong) > 30


@pytest.mark.parametrize("name", sorted(direct()))
def test_each_is_listed_with_its_licence_and_bounded_on_both_sides(name):
    assert re.search(rf"\b{re.escape(name)}\b", DOCS, re.IGNORECASE), "docs/dependencies.md"
    operators = {clause.operator for clause in direct()[name].specifier}
    assert "==" in operators or {">=", "<"} <= operators


@pytest.mark.parametrize(
    "line", [*chain(PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())]
)
def test_the_documentation_tells_the_bounds(line):
    name, bounds = re.fullmatch(r"([\w.-]+)(.+)", line).groups()
    assert f"| {name} | `{bounds}` |" in DOCS


@pytest.mark.parametrize("name", sorted(ADVISORIES))
def test_no_known_vulnerability_is_installed_or_allowed(name):
    mended = Version(ADVISORIES[name]["mended"])
    with suppress(PackageNotFoundError):
        assert Version(distribution(name).version) >= mended
    if name in direct():
        least = max(Version(c.version) for c in direct()[name].specifier if c.operator in (">=", "=="))
        assert least >= mended, f"pyproject.toml lets {name} {least} be installed"
