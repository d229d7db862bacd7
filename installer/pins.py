"""Which of the pinned packages a Windows Python needs. Resolves nothing anew, asks no network."""

import re
from pathlib import Path

from packaging.markers import Environment, Marker

_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


def windows_pins(file: Path, python: str) -> list[str]:
    """Return the lines of a hash-pinned `file` that apply to 64-bit Windows and `python` "3.13".

    They carry no markers, so pip on any system takes them as they are.
    """
    environment = _environment(python)
    kept = []
    for entry in re.split(r"\n(?=[a-z])", file.read_text(encoding="utf-8")):
        if entry.startswith("#"):
            continue
        requirement, _, marker = entry.split("\\\n")[0].partition(";")
        if not marker.strip() or Marker(marker.strip()).evaluate(environment):
            hashes = " ".join(f"--hash={found}" for found in _HASH.findall(entry))
            kept.append(f"{requirement.strip()} {hashes}")
    return kept


def _environment(python: str) -> dict[str, str]:
    known: Environment = {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_release": "10",
        "platform_system": "Windows",
        "platform_version": "10.0.17763",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32",
    }
    return {str(name): str(value) for name, value in known.items()}
