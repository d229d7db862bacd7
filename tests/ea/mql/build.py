"""Builds Expert Advisors as Linux programs. What was built from the same sources is built once.

The tree is put together as an installer does it, converted, and given to g++.
"""

import hashlib
import os
import shutil
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.ea.mql.convert import convert
from tradecopy_desktop.bundled import bundled

RUNTIME = Path(__file__).parents[1] / "runtime"
# Uninitialised locals get a pattern: a zero by chance would hide that MQL leaves them undefined.
_FLAGS = ["-std=c++20", "-O0", "-Wall", "-Wextra", "-Werror", "-ftrivial-auto-var-init=pattern"]
_QUIET = ["-Wno-unused-parameter", "-Wno-unused-function"]
# Every index, every overflow and every shift is watched; a finding ends the program by a signal.
_SANITIZED = ["-O1", "-g1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
# A warning of the optimizer is no fault of a source: the other build has none.
_SANITIZED += ["-fno-omit-frame-pointer", "-w"]
SANITIZE = "TRADECOPY_SANITIZE"
_DAY_S = 86_400


class BuildError(Exception):
    """The compiler refused a source; its words are the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """MQL4 or MQL5: where its sources lie, and how they are told apart."""

    number: int

    @property
    def ending(self) -> str:
        """Return the ending of a program's source."""
        return f".mq{self.number}"

    def sources(self) -> dict[str, Path]:
        """Return the files of a terminal's TradeCopy includes, once all are copied."""
        own = f"ea/MQL{self.number}/Include/TradeCopy"
        folders = (bundled("ea/Shared/TradeCopy"), bundled(own))
        return {file.name: file for folder in folders for file in sorted(folder.glob("*.mqh"))}


MQL4 = Dialect(number=4)
MQL5 = Dialect(number=5)


def expert(name: str, dialect: Dialect) -> Path:
    """Return the source of one of the product's Expert Advisors."""
    return bundled(f"ea/MQL{dialect.number}/Experts/TradeCopy/{name}{dialect.ending}")


def script(name: str, dialect: Dialect) -> Path:
    """Return the source of one of the product's scripts."""
    return bundled(f"ea/MQL{dialect.number}/Scripts/TradeCopy/{name}{dialect.ending}")


@cache
def compiler() -> str | None:
    """Return a g++ that knows C++20 and 64-bit longs, None if there is none."""
    gxx = shutil.which("g++")
    if gxx is None:
        return None
    probe = "static_assert(sizeof(long) == 8 && __cplusplus > 201703L); int main() {}"
    tried = subprocess.run(
        [gxx, *_FLAGS, "-x", "c++", "-fsyntax-only", "-"],
        input=probe.encode(),
        capture_output=True,
        check=False,
    )
    return None if tried.returncode else gxx


def forget_old(folder: Path) -> None:
    """Delete what was not used for a day; what is younger may serve another run of the tests."""
    for old in folder.glob("*.run*"):
        # The other run may delete, too.
        with suppress(FileNotFoundError):
            if old.stat().st_mtime < time.time() - _DAY_S:
                shutil.rmtree(old) if old.is_dir() else old.unlink()


def build(
    source: Path,
    dialect: Dialect,
    folder: Path,
    *,
    sanitized: bool | None = None,
    optimized: bool = False,
) -> Path:
    """Return the program made from a source; raise BuildError with the compiler's words.

    `sanitized` watches its memory and its arithmetic; None: if $TRADECOPY_SANITIZE is 1.
    `optimized` takes longer to build and is about as fast as MetaEditor's programs.
    """
    if sanitized is None:
        sanitized = os.environ.get(SANITIZE) == "1"
    flags = [*_FLAGS, *_QUIET, *(_SANITIZED if sanitized else [])]
    flags += ["-O2", "-w"] if optimized else []
    sources = dialect.sources()
    texts = {name: convert(file.read_text(encoding="utf-8")) for name, file in sources.items()}
    program = convert(source.read_text(encoding="utf-8"))
    target = folder / f"{source.stem}-{_fingerprint(program, texts, flags)}{dialect.ending}.run"
    if target.exists():
        os.utime(target)
        return target
    tree = folder / f"{target.name}.src"
    (tree / "TradeCopy").mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        head = f'#pragma once\n#line 1 "{sources[name]}"\n'
        (tree / "TradeCopy" / name).write_text(head + text, encoding="utf-8")
    (tree / "program.inc").write_text(f'#line 1 "{source}"\n{program}', encoding="utf-8")
    main = _main(dialect, is_script="void OnStart()" in program)
    (tree / "main.cpp").write_text(main, encoding="utf-8")
    _compile(tree, target, flags)
    return target


def _main(dialect: Dialect, *, is_script: bool) -> str:
    more, events = ('#include "script.hpp"\n', "HARNESS_NO_EVENTS\n") if is_script else ("", "")
    return (
        f"#define __MQL{dialect.number}__ 1\n"
        f'#include "broker4.hpp"\n#include "broker5.hpp"\n{more}'
        f'namespace mqlapp {{\nusing namespace mql;\n#include "program.inc"\n{events}}}\n'
        '#include "main.hpp"\n'
    )


def _compile(tree: Path, target: Path, flags: list[str]) -> None:
    gxx = compiler()
    if gxx is None:
        raise BuildError("no g++ that knows C++20 was found")
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    command = [gxx, *flags, f"-I{RUNTIME}", f"-I{tree}", "-o", str(unfinished)]
    done = subprocess.run(
        [*command, str(tree / "main.cpp")], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BuildError(done.stderr[:4_000])
    unfinished.rename(target)


def _fingerprint(program: str, texts: dict[str, str], flags: list[str]) -> str:
    parts = [program, *flags, *(f"{name}\n{text}" for name, text in sorted(texts.items()))]
    parts += [file.read_text(encoding="utf-8") for file in sorted(RUNTIME.glob("*.hpp"))]
    parts.append(Path(__file__).read_text(encoding="utf-8"))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
