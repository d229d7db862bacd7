"""Gathers the licenses of everything that is shipped. Judges none of them."""

import shutil
from email.parser import HeaderParser
from pathlib import Path

from installer.failure import BuildError

_HERE = Path(__file__).resolve().parent
_WORDS = ("license", "licence", "copying", "notice")
# Wheels of Qt carry Qt's commercial license alone; it is shipped under the other one, the LGPL.
_LGPL = ("pyside6-essentials", "shiboken6")

_ABOUT = """What is shipped with TradeCopy Desktop, and under which license

Each part has a folder here with its license in full. Qt and PySide6 are used under the GNU Lesser
General Public License 3: they are separate files in packages\\PySide6 and packages\\shiboken6, and
you may put your own builds of them in their place. The setup was made with NSIS (zlib license).

"""


def gather_licenses(program: Path) -> list[str]:
    """Write `program`/licenses, return a line per part; raise BuildError where one is missing."""
    target = program / "licenses"
    _take(_HERE.parent / "LICENSE", target / "TradeCopy Desktop")
    _take(program / "python" / "LICENSE.txt", target / "Python")
    lines = ["TradeCopy Desktop: MIT", "Python: PSF-2.0"]
    for metadata in sorted((program / "packages").glob("*.dist-info/METADATA")):
        headers = HeaderParser().parsestr(metadata.read_text(encoding="utf-8"))
        name = str(headers["Name"]).lower().replace("_", "-")
        if name == "tradecopy-desktop":
            continue
        found = _gather(metadata.parent, name, target / name)
        if not found:
            raise BuildError(f"{name} carries no license: find its text before it is shipped")
        terms = headers["License-Expression"] or headers["License"] or "see its folder"
        lines.append(f"{name} {headers['Version']}: {terms.splitlines()[0]}")
    (target / "README.txt").write_text(_ABOUT + "\n".join(lines) + "\n", encoding="utf-8")
    return lines


def _gather(info: Path, name: str, target: Path) -> int:
    if name in _LGPL:
        files = sorted((_HERE / "licenses").glob("*.txt"))
    else:
        named = (f for f in info.rglob("*") if any(w in f.name.lower() for w in _WORDS))
        files = [f for f in named if f.is_file()]
    for file in files:
        _take(file, target)
    return len(files)


def _take(file: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = file.name if file.suffix else file.name + ".txt"
    # Two licenses of one name: a part and what it took over from another.
    while (folder / name).exists():
        name = f"{file.parent.name}-{name}"
    shutil.copyfile(file, folder / name)
