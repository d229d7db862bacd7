"""The sources keep to what both MetaEditors take, as far as that shows without them."""

import re
from pathlib import Path

import pytest

from tests.ea.mql.subset import faults_of
from tradecopy_desktop import __version__
from tradecopy_desktop.bundled import bundled

HEAD = "#property strict\n"
MISTAKES = {
    "pointer": "void F(void) { CTcWs *a=new CTcWs(); }",
    "arrow": "void F(CTcWs &a) { a->Turn(); }",
    "struct by value": "void F(TcDeal deal) {\n}",
    "array by value": "void F(string list[]) {\n}",
    "directive": "#if defined(__MQL5__)\n#endif",
    "template": "template<typename T> T F(T a) { return(a); }",
    "fixed array": "void F(void) {\n   uchar a[4];\n}",
    "two arrays at once": "void F(void) {\n   uchar a[],b[];\n}",
    "default of a reference": "void F(int &a=1) {\n}",
    "reference to a text": "void F(const string &a) { Print(a); }",
    "name of MQL4": "int Digits=5;",
    "32-bit format": 'string F(long a) { return(StringFormat("%d",a)); }',
    "auto": "void F(void) { auto a=1; }",
    "range-for": "void F(int &a[]) { for(int i : a) Print(i); }",
    "not ASCII": "// caf\u00e9",
}


def sources() -> list[Path]:
    """Return all MQL sources of the project."""
    return sorted(p for p in bundled("ea").rglob("*") if p.suffix in {".mqh", ".mq4", ".mq5"})


PROGRAMS = [file for file in sources() if file.suffix != ".mqh"]


@pytest.mark.parametrize("file", sources(), ids=lambda file: file.name)
def test_source_when_searched_shows_nothing_that_a_terminal_refuses(file: Path) -> None:
    name = file.relative_to(bundled("ea")).as_posix()

    assert faults_of(name, file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_mistake_when_made_is_seen(mistake: str) -> None:
    assert len(faults_of("a.mqh", HEAD + MISTAKES[mistake])) >= 1


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_program_when_its_version_is_read_then_is_the_packages(program: Path) -> None:
    number = re.search(r'#property version +"(.+)"', program.read_text(encoding="utf-8"))
    told = re.search(
        r'#define TC_EA_VERSION "(.+)"',
        bundled("ea/Shared/TradeCopy/Account.mqh").read_text(encoding="utf-8"),
    )
    major, minor, patch = __version__.split(".")

    assert number is not None
    assert told is not None
    # A terminal takes two numbers with a point between them: 0.40 is 0.4.0.
    assert number[1] == f"{major}.{minor}{patch}"
    assert told[1] == __version__


def test_import_when_in_an_mql5_source_is_seen() -> None:
    assert faults_of("MQL5/a.mqh", HEAD + '#import "a.dll"\n#import\n') == [
        "MQL5/a.mqh: an import would need the permission for DLLs on MetaTrader 5"
    ]
