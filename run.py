#!/usr/bin/env python3
"""Set the project up on first use and run it: `python3 run.py demo`, `py run.py demo` on Windows.

Needs nothing but Python 3.11. Never touches anything outside this folder, except that on Debian and
its kin, run by root, it installs the system packages it lacks.
"""

import hashlib
import io
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / os.environ.get("TRADECOPY_VENV", ".venv")
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PINS = ROOT / "requirements" / "dev.txt"
STAMP = VENV / "installed-for"
UNFINISHED = "unfinished"

USAGE = """usage: python3 run.py COMMAND [arguments]        (on Windows: py run.py COMMAND)

  demo    watch trades being copied between simulated terminals
  test    run the tests            (arguments go to pytest)
  app     start the program        (arguments go to it)
  lint    check style, types and the import rules
  bench   measure the bridge
  mutate  list the faults that the tests would not notice   (--help tells more)
  drills  let everything go wrong for hours and write DRILLS.md   (--quick: 20 seeds)
  wine    run the tests as Windows programs, on Linux              (arguments go to pytest)

  installer   build the setup for Windows, on Linux or Windows     (--help tells more)

The first call makes a virtual environment in this folder and takes a minute or two."""

COMMANDS = {
    "demo": ["-m", "tradecopy_desktop", "demo"],
    "test": ["-m", "pytest", "--numprocesses=auto", "--dist=worksteal"],
    "app": ["-m", "tradecopy_desktop"],
    "bench": ["-m", "tests.benchmarks"],
    "mutate": ["-m", "tests.mutation"],
    "drills": ["-m", "tests.drills"],
    "installer": ["-m", "installer.build"],
    "wine": ["-m", "tests.windows"],
}
LINT = [
    ["-m", "ruff", "check"],
    ["-m", "ruff", "format", "--check"],
    ["-m", "mypy"],
    ["-c", "from importlinter.cli import lint_imports_command as check; check()", "--no-cache"],
]

# What Qt needs from Debian, Ubuntu and their kin: first without a screen, then for a real window.
QT_PACKAGES = [
    "libgl1",
    "libegl1",
    "libglib2.0-0",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
]
WINDOW_PACKAGES = [
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
]
QT_PROBE = "from PySide6 import QtNetwork, QtSvg, QtWidgets; QtWidgets.QApplication([])"


# What pip says, and what the reader can do about it; the first that fits is shown.
PIP_ADVICE = [
    (
        "NewConnection|NameResolution|[Tt]imed? ?out|ProxyError|Connection refused|Retrying",
        "The package index could not be reached: check the network (and HTTPS_PROXY)",
    ),
    ("No space left", "The disk is full: make room (about 1 GB)"),
    (
        "DO NOT MATCH THE HASHES",
        "A package is not the one that was pinned: check your package index",
    ),
    ("No matching distribution", "Not every package is made for this Python: use 3.11 to 3.13"),
]


class SetupError(Exception):
    """Something outside this program is missing; the text says what and how to mend it."""


def main() -> int:
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in ("-h", "--help"):
        print(USAGE)
        return 0 if arguments else 2
    command = arguments[0]
    if command != "lint" and command not in COMMANDS:
        print("run.py: there is no command {!r}\n\n{}".format(command, USAGE), file=sys.stderr)
        return 2
    try:
        check_python()
        print_anything()
        prepare_venv()
        environment = program_environment()
        if command == "lint":
            return lint(environment)
        check_qt(environment)
        return hand_over([*COMMANDS[command], *arguments[1:]], environment)
    except SetupError as e:
        print("run.py: {}".format(e), file=sys.stderr)
    except OSError as e:
        print("run.py: the system refused: {}".format(e), file=sys.stderr)
    except KeyboardInterrupt:
        print("\nrun.py: stopped", file=sys.stderr)
        return 130
    return 1


def check_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError(
            "Python 3.11 or newer is needed, this is {}. "
            "Install one and use it in place of this one.".format(platform.python_version())
        )
    if sys.maxsize < 2**32:
        raise SetupError("a 64-bit Python is needed, because Qt is not made for 32-bit ones.")


def print_anything() -> None:
    # A redirected Windows console may lack the letters of this folder's name.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


# ---- the virtual environment ---------------------------------------------------------------------


def prepare_venv() -> None:
    wanted = fingerprint()
    if not venv_is_usable():
        remove_venv()
        make_venv()
    elif read_stamp() == wanted:
        return
    # Until this stamp is replaced by the real one, the next call starts over with an empty folder.
    STAMP.write_text(UNFINISHED, encoding="utf-8")
    print("Installing what TradeCopy Desktop needs into {} ...".format(VENV), flush=True)
    pip("install", "--only-binary", ":all:", "--require-hashes", "-r", str(PINS))
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    STAMP.write_text(wanted, encoding="utf-8")


def fingerprint() -> str:
    """Return what an installation depends on; a moved folder or another Python is another one."""
    found = hashlib.sha256()
    for file in (ROOT / "pyproject.toml", PINS):
        found.update(file.read_bytes())
    found.update("{} {}".format(platform.python_version(), ROOT).encode("utf-8", "surrogateescape"))
    return found.hexdigest()


def read_stamp() -> str:
    try:
        return STAMP.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def venv_is_usable() -> bool:
    """Tell whether .venv runs, belongs to this Python's version and was not left half-made."""
    if not VENV_PYTHON.exists() or read_stamp() == UNFINISHED:
        return False
    try:
        answer = capture([str(VENV_PYTHON), "-c", "import pip, sys; print(sys.version_info[:2])"])
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == str(sys.version_info[:2])


def remove_venv() -> None:
    if not VENV.exists():
        return
    if not (VENV / "pyvenv.cfg").exists() and any(p.is_file() for p in VENV.rglob("*")):
        raise SetupError(
            "{} is in the way: it is no virtual environment. Move it elsewhere.".format(VENV)
        )
    print("{} was made by another Python or left half-made; making it anew.".format(VENV))
    # Out of the way in one step: an interruption leaves no half-deleted folder in its place.
    discarded = VENV.with_name(VENV.name + "-discarded")
    shutil.rmtree(str(discarded), ignore_errors=True)
    VENV.rename(discarded)
    shutil.rmtree(str(discarded), ignore_errors=True)


def make_venv() -> None:
    package = "python{}.{}-venv".format(*sys.version_info)
    attempt = capture([sys.executable, "-m", "venv", str(VENV)])
    if attempt.returncode and apt_install([package]):
        attempt = capture([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if attempt.returncode == 0:
        return
    shutil.rmtree(str(VENV), ignore_errors=True)
    said = last_lines(attempt.stdout + attempt.stderr)
    if "ensurepip" in said or "No module named venv" in said:
        raise SetupError(
            "this Python comes without the part that makes virtual environments. On Debian and "
            "Ubuntu:\n    sudo apt-get install -y {}\n"
            "then run the same command again.".format(package)
        )
    raise SetupError("could not make {}:\n{}".format(VENV, said))


def pip(*arguments: str) -> None:
    done = capture(
        [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    )
    if done.returncode == 0:
        return
    said = done.stdout + done.stderr
    advice = next((text for pattern, text in PIP_ADVICE if re.search(pattern, said)), "See below")
    errors = [line for line in said.splitlines() if line.startswith("ERROR")]
    raise SetupError(
        "the packages could not be installed. {}, then run the same command again.\n"
        "What pip said:\n{}".format(advice, "\n".join(errors) or last_lines(said))
    )


# ---- the libraries of the system -----------------------------------------------------------------


def program_environment() -> "dict[str, str]":
    environment = dict(os.environ)
    if not has_screen():
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def check_qt(environment: "dict[str, str]") -> None:
    """Raise SetupError, naming what is missing, unless Qt starts in `environment`."""
    probe = [str(VENV_PYTHON), "-c", QT_PROBE]
    attempt = capture(probe, environment)
    if attempt.returncode == 0:
        return
    packages = QT_PACKAGES + (WINDOW_PACKAGES if has_screen() else [])
    if apt_install(packages):
        attempt = capture(probe, environment)
        if attempt.returncode == 0:
            return
    said = last_lines(attempt.stderr)
    if not sys.platform.startswith("linux"):
        raise SetupError("Qt does not start on this machine:\n{}".format(said))
    missing = re.search(r"\blib[\w.+-]+\.so[.\d]*", said)
    raise SetupError(
        "Qt does not start: {}\nOn Debian and Ubuntu:\n"
        "    sudo apt-get install -y --no-install-recommends {}\n"
        "then run the same command again.".format(
            missing.group() + " is missing" if missing else said, " ".join(packages)
        )
    )


def apt_install(packages: "list[str]") -> bool:
    """Install Debian packages where that needs nobody's leave; return whether it was done."""
    if sys.platform == "win32" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("Installing system packages: {} ...".format(" ".join(packages)), flush=True)
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    capture(["apt-get", "update"], quiet)
    done = capture(["apt-get", "install", "-y", "--no-install-recommends", *packages], quiet)
    if done.returncode:
        print(last_lines(done.stdout + done.stderr), file=sys.stderr)
    return done.returncode == 0


# ---- starting things -----------------------------------------------------------------------------


def lint(environment: "dict[str, str]") -> int:
    # The import rules are drawn with letters that a Windows code page lacks.
    environment["PYTHONUTF8"] = "1"
    commands = [[str(VENV_PYTHON), *check] for check in LINT]
    results = [subprocess.call(c, cwd=str(ROOT), env=environment) for c in commands]
    return 1 if any(results) else 0


def hand_over(arguments: "list[str]", environment: "dict[str, str]") -> int:
    command = [str(VENV_PYTHON), *arguments]
    os.chdir(str(ROOT))
    sys.stdout.flush()
    if os.name == "posix":
        # Signals then reach the program itself, and its exit status is ours.
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, env=environment) as program:
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:
                # The program got it too and is cleaning up.
                continue


def capture(
    command: "list[str]", environment: "dict[str, str] | None" = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env=environment,
        check=False,
    )


def last_lines(text: str) -> str:
    return "\n".join([line for line in text.splitlines() if line.strip()][-12:])


if __name__ == "__main__":
    sys.exit(main())
