"""What the product never does, found in its source: load code or objects from files, run a shell, read unsafe XML."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "gyeol").rglob("*.py"))
MODULES = {
    *("pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "imp", "code"),
    *("yaml", "ruamel", "lxml", "xml.etree", "xml.dom", "xml.sax", "xmlrpc", "telnetlib", "ftplib"),
}
CALLS = {
    *("eval", "exec", "compile", "__import__", "os.system", "os.popen", "tempfile.mktemp"),
    *("subprocess.getoutput", "subprocess.getstatusoutput", "asyncio.create_subprocess_shell"),
}


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _said(call: ast.Call, name: str) -> object:
    return next(
        (k.value.value for k in call.keywords if k.arg == name and isinstance(k.value, ast.Constant)), None
    )


def _found(source: str) -> list[str]:
    """Return what a module does that it must not."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            names = []
        found += [f"import {n}" for n in names if any(n == m or n.startswith(f"{m}.") for m in MODULES)]
        if isinstance(node, ast.Call):
            called = _dotted(node.func)
            shell = any(k.arg == "shell" and _said(node, "shell") is not False for k in node.keywords)
            loose = called == "torch.load" and _said(node, "weights_only") is not True
            objects = called.endswith(".load") and _said(node, "allow_pickle")
            if called in CALLS or shell or loose or objects:
                found.append(f"line {node.lineno}: {called}(…)")
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_no_module_does(path):
    assert _found(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from xml.etree import ElementTree",
        "from xml import sax",
        "import yaml",
        "eval(x)",
        "import os\nos.system('ls')",
        "subprocess.run('ls', shell=True)",
        "subprocess.run('ls', shell=asked)",
        "torch.load(path)",
        "torch.load(path, weights_only=False)",
        "np.load(path, allow_pickle=True)",
    ],
)
def test_what_must_not_be_is_found(source):
    assert _found(source)


def test_the_security_rules_of_the_linter_are_on():
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert "S" in rules["select"]
    # asserts; subprocess calls without a shell; programs found on the path, as npm
    assert {rule for rule in rules["ignore"] if rule.startswith("S")} == {"S101", "S603", "S607"}
    assert not any("src" in place for place in rules["per-file-ignores"])
