"""What this copy of the program says of itself, and the file that goes to support."""

import os
import platform
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tradecopy_desktop.adapters.own.libraries import libraries
from tradecopy_desktop.adapters.own.log_file import log_tail
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.program_ports import About


class SupportFiles:
    """Looks at one data folder. `database` describes the database, `revision` its form."""

    def __init__(
        self,
        about: About,
        *,
        database: Callable[[], str] = lambda: "none\n",
        revision: Callable[[], str] = lambda: "none",
    ) -> None:
        self._about = about
        self._database = database
        self._revision = revision

    def about(self) -> About:
        """Return versions and licenses."""
        return replace(self._about, database=self._revision(), libraries=libraries())

    def database(self) -> str:
        """Return size and state of the database."""
        return self._database()

    def log_tail(self) -> str:
        """Return the end of the program's log file."""
        return log_tail(self._about.data_folder)

    def write(self, file: Path, parts: Sequence[tuple[str, str]]) -> None:
        """Write the texts into a zip file, whole or not at all; raise TradeCopyError."""
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
            part = Path(name)
            try:
                with (
                    os.fdopen(handle, "wb") as raw,
                    zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed,
                ):
                    for title, text in parts:
                        packed.writestr(title, text.encode())
                part.replace(file)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise TradeCopyError(f"{file} could not be written: {error}") from error


def about_here(version: str, protocol: str, data_folder: Path, readme: Path | None) -> About:
    """Return what is known without looking at any file."""
    return About(
        version=version,
        protocol=protocol,
        database="",
        python=platform.python_version(),
        platform=platform.platform(),
        data_folder=data_folder,
        readme=readme,
    )
