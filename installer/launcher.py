"""Compiles the launchers: one with a window, one for the command line. Needs MinGW-w64."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from installer.failure import BuildError, run_tool

WINDOWED = "TradeCopyDesktop.exe"
CONSOLE = "tradecopy-desktop.exe"

_HERE = Path(__file__).resolve().parent
_PREFIXES = ("x86_64-w64-mingw32-", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiler:
    """The compilers of C and of resources, by their paths."""

    c: str
    resources: str


def find_compiler() -> Compiler:
    """Return MinGW-w64's compilers; raise BuildError where there are none."""
    for prefix in _PREFIXES:
        c, resources = shutil.which(prefix + "gcc"), shutil.which(prefix + "windres")
        if c and resources:
            return Compiler(c=c, resources=resources)
    raise BuildError(
        "the launcher needs a C compiler for Windows: on Debian and Ubuntu "
        "apt-get install gcc-mingw-w64-x86-64-posix, on Windows choco install mingw"
    )


def compile_launchers(
    compiler: Compiler, folder: Path, *, library: str, version: str, work: Path
) -> list[Path]:
    """Compile both launchers into `folder`; `library` is Python's, such as "python313.dll".

    `work` holds program.ico.
    """
    shutil.copyfile(_HERE / "launcher.manifest", work / "launcher.manifest")
    made = []
    for name, mode in ((WINDOWED, "-mwindows"), (CONSOLE, "-mconsole")):
        # Definitions in a file: a resource compiler hands its arguments to a shell.
        (work / "launcher.h").write_text(_definitions(name, library, version), encoding="utf-8")
        resources, program = work / "launcher.o", folder / name
        search = f"-I{work.as_posix()}"
        compile_resources = [compiler.resources, search, str(_HERE / "launcher.rc"), "-O", "coff"]
        run_tool([*compile_resources, "-o", str(resources)], folder=work)
        flags = ["-municode", mode, "-O2", "-Wall", "-Wextra", "-Werror", "-s", "-static", search]
        # No time stamp: the same sources make the same file.
        link = "-Wl,--no-insert-timestamp,--dynamicbase,--nxcompat"
        sources = [str(_HERE / "launcher.c"), str(resources)]
        run_tool([compiler.c, *flags, link, *sources, "-o", str(program)], folder=work)
        made.append(program)
    return made


def _definitions(name: str, library: str, version: str) -> str:
    return (
        f'#define FILE_NAME "{name}"\n'
        f'#define PYTHON_LIBRARY L"{library}"\n'
        f"#define IS_CONSOLE {int(name == CONSOLE)}\n"
        f'#define VERSION_TEXT "{version}"\n'
        f"#define VERSION_NUMBERS {','.join(numbers(version))}\n"
    )


def numbers(version: str) -> list[str]:
    """Return the four numbers that Windows wants of a version such as "1.2.3"."""
    return [*version.split(".")[:3], "0"]
