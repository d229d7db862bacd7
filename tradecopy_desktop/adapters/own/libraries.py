"""Which libraries the program uses, and under which licenses, as they say themselves."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

from tradecopy_desktop.program_ports import Library

_OURS: Final = "tradecopy-desktop"
_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
_PREFIX: Final = "License :: "


def libraries() -> tuple[Library, ...]:
    """Return all libraries that the program needs, and those that they need, by name.

    It reads many small files: not for the loop.
    """
    found: dict[str, Library] = {}
    waiting = [_OURS]
    while waiting:
        for name in _needed_by(waiting.pop()):
            key = _key(name)
            if key in found:
                continue
            try:
                there = distribution(name)
            except PackageNotFoundError:
                # Of another system or another Python: it is not used here.
                continue
            found[key] = _library(there)
            waiting.append(name)
    return tuple(found[key] for key in sorted(found))


def _needed_by(name: str) -> Iterator[str]:
    try:
        needed = distribution(name).requires or []
    except PackageNotFoundError:
        return
    for each in needed:
        wanted, _, condition = each.partition(";")
        match = _NAME.match(wanted)
        if match is not None and "extra" not in condition:
            yield match.group()


def _library(there: Distribution) -> Library:
    about = there.metadata
    return Library(name=about["Name"], version=there.version, license=_license(there))


def _license(there: Distribution) -> str:
    about = there.metadata
    if "License-Expression" in about:
        return str(about["License-Expression"])
    named = str(about["License"]).strip() if "License" in about else ""
    # Some put the whole text there.
    if named and "\n" not in named and len(named) < 80:
        return named
    classes = [each for each in about.get_all("Classifier") or [] if each.startswith(_PREFIX)]
    return ", ".join(each.rpartition(" :: ")[2] for each in classes) or "see its own page"


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
