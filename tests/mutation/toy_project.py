"""A project of one function with one test, in which a mutant is tried within a second."""

from pathlib import Path

LIMITS = "tradecopy_desktop/engine/limits.py"
FILES = {
    "pyproject.toml": '[tool.pytest.ini_options]\naddopts = ["--import-mode=importlib"]\n',
    "tradecopy_desktop/__init__.py": "",
    LIMITS: """\
def cut(lots, most):
    if lots > most:
        return most
    return lots


def never_asked(lots):
    return lots + 1


MOST = [5]
LEAST = MOST[0]
""",
    "tests/conftest.py": """\
from hypothesis import settings

settings.register_profile("test", derandomize=True, database=None)
settings.load_profile("test")
""",
    "tests/test_limits.py": """\
from tradecopy_desktop.engine.limits import cut


def test_cut_when_above_then_is_the_most():
    assert cut(3, 2) == 2


def test_cut_when_below_then_is_left():
    assert cut(1, 2) == 1
""",
}


def make_project(root: Path) -> Path:
    """Write the project into a folder."""
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def contents(root: Path) -> dict[str, str]:
    """Return the texts of all files below a folder."""
    return {
        file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
        for file in root.rglob("*")
        if file.is_file()
    }
