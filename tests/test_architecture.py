"""The laws of the house that no other tool holds: sizes, names, waits, versions, words."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

import tradecopy_desktop

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "tradecopy_desktop"
CORE = (PACKAGE / "domain", PACKAGE / "engine")

MOST_LINES = 400
MEDIAN_LINES = 120
MOST_FUNCTION_LINES = 40
MOST_PORT_METHODS = 6
# Names of rooms in which anything may be put, and soon is.
ATTICS = {"utils", "util", "common", "helpers", "helper", "core", "managers", "manager", "misc"}
CLOCKS = {"now", "today", "utcnow"}
WAITS = {"sleep", "timeout", "timeout_at", "wait_for"}

# Spelled in two parts, so that this file does not hold them. Addresses of registries and paths of
# one machine do not belong in a project that others clone.
FORBIDDEN_WORDS = [
    "".join(parts)
    for parts in (
        ("py", "pi.org"),
        ("pythonho", "sted.org"),
        ("registry.np", "mjs.org"),
        ("registry.ya", "rnpkg.com"),
        ("crat", "es.io"),
        ("proxy.gol", "ang.org"),
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/ho", "me/"),
        ("/tm", "p/"),
        ("/opt/", "wheels"),
        ("copying_", "rules"),
        ("engineering_", "rules"),
        ("shared/", "facts"),
        ("shared/", "prototypes"),
        ("issues ", "show"),
    )
]


def _sources(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _own_sources() -> list[Path]:
    folders = [PACKAGE, ROOT / "tests", ROOT / "installer"]
    return [ROOT / "run.py", *(file for folder in folders for file in _sources(folder))]


def _lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def _place(file: Path, node: ast.expr | ast.stmt) -> str:
    return f"{file.relative_to(ROOT).as_posix()}:{node.lineno}"


def _tracked_files() -> list[Path]:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this copy is no git checkout, so nobody knows which files belong to it")
    names = answer.stdout.decode("utf-8").split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_files_when_counted_stay_within_400_lines() -> None:
    too_long = {
        str(f.relative_to(ROOT)): _lines(f) for f in _own_sources() if _lines(f) > MOST_LINES
    }

    assert too_long == {}


def test_modules_when_counted_have_a_median_of_120_lines_at_most() -> None:
    # Empty __init__ files would only flatter the figure.
    sizes = [size for file in _sources(PACKAGE) if (size := _lines(file)) > 1]

    assert median(sizes) <= MEDIAN_LINES


def test_functions_when_counted_stay_within_40_lines() -> None:
    too_long = [
        f"{_place(file, node)} {node.name}: {length}"
        for file in _sources(PACKAGE)
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := _body_lines(node)) > MOST_FUNCTION_LINES
    ]

    assert too_long == []


def _body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    docstring = function.body[0]
    if ast.get_docstring(function) is not None and docstring.end_lineno is not None:
        lines -= docstring.end_lineno - docstring.lineno + 1
    return lines


def test_modules_when_named_say_what_they_are() -> None:
    attics = [
        str(file.relative_to(ROOT))
        for file in _own_sources()
        if ATTICS & {*file.relative_to(ROOT).parent.parts, file.stem}
    ]

    assert attics == []


def test_core_when_typed_knows_no_any() -> None:
    places = [
        _place(file, node)
        for room in CORE
        for file in _sources(room)
        for node in ast.walk(_tree(file))
        if (isinstance(node, ast.Name) and node.id == "Any")
        or (isinstance(node, ast.Attribute) and node.attr == "Any")
    ]

    assert places == []


def test_core_when_it_needs_the_time_is_told() -> None:
    places = [
        _place(file, node)
        for room in CORE
        for file in _sources(room)
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS
    ]

    assert places == []


def test_waits_when_counted_stand_in_the_clock_and_the_simulation_only() -> None:
    places = [
        place
        for file in _sources(PACKAGE)
        if file != PACKAGE / "adapters" / "system_clock.py"
        and not file.is_relative_to(PACKAGE / "sim")
        for place in _asyncio_waits(file)
    ]

    assert places == []


def _asyncio_waits(file: Path) -> Iterator[str]:
    tree = _tree(file)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == "asyncio"
    }
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="asyncio" | "asyncio.timeouts", names=taken):
                waits = bool(WAITS & {alias.name for alias in taken})
            case ast.Attribute(value=ast.Name(id=owner), attr=attribute):
                waits = owner in names and attribute in WAITS
            case _:
                continue
        if waits:
            yield _place(file, node)


def test_ports_when_counted_have_six_methods_at_most() -> None:
    ports = sorted(PACKAGE.glob("*ports.py"))
    protocols = [
        node
        for file in ports
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.ClassDef) and any("Protocol" in ast.unparse(b) for b in node.bases)
    ]
    methods = {
        node.name: sum(isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef) for s in node.body)
        for node in protocols
    }

    assert methods
    assert {name: n for name, n in methods.items() if n > MOST_PORT_METHODS} == {}


def test_version_when_released_stands_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    headings = re.findall(r"^## \[?v?(\d+\.\d+\.\d+)", changelog, re.MULTILINE)

    assert tradecopy_desktop.__version__ in headings


def test_tracked_files_when_searched_hold_no_forbidden_word() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {word}"
        for file in _tracked_files()
        for content in [file.read_bytes().lower()]
        for word in FORBIDDEN_WORDS
        if word.encode() in content
    ]

    assert found == []


def test_imports_when_linted_keep_every_contract() -> None:
    check = "from importlinter.cli import lint_imports_command as check; check()"

    finished = subprocess.run(
        [sys.executable, "-c", check, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
        # The tool draws with letters that a Windows code page lacks.
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=120,
    )

    assert finished.returncode == 0, finished.stdout + finished.stderr
