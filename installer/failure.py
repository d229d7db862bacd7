"""What stops a build, in one clear line. Carries no traceback to the reader."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class BuildError(Exception):
    """Something a build needs is missing or wrong; the text says what to do about it."""


def run_tool(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str] | None = None
) -> str:
    """Run a tool in `folder` and return what it said; raise BuildError with that if it fails."""
    done = subprocess.run(
        list(command),
        cwd=folder,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
        env=environment,
        stdin=subprocess.DEVNULL,
    )
    said = done.stdout + done.stderr
    if done.returncode:
        raise BuildError(f"{command[0]} failed with status {done.returncode}:\n{said.strip()}")
    return said
