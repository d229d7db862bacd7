"""Finds Node.js and gets `ws` for the relay. Installs nothing outside the virtual environment."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# Inside the virtual environment: it goes when that goes, and no version control sees it.
FOLDER: Final = Path(sys.prefix) / "benchmark-node"
_WS: Final = "ws@8"
_INSTALL_WITHIN_S: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeWs:
    """Node.js with `ws`, or in `why_not` why it is not to be had."""

    node: str = ""
    version: str = ""
    why_not: str = ""


def find_node_ws() -> NodeWs:
    """Return Node.js with `ws`, installing the package on first use."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None:
        return NodeWs(why_not="Node.js is not installed")
    version = _run([node, "--version"]).stdout.strip()
    package = FOLDER / "node_modules" / "ws" / "package.json"
    if package.exists():
        return NodeWs(node=node, version=version)
    if npm is None:
        return NodeWs(why_not="npm is not installed")
    print(f"Installing {_WS} into {FOLDER} ...", flush=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    try:
        done = _run([npm, "install", "--no-audit", "--no-fund", "--prefix", str(FOLDER), _WS])
    except subprocess.TimeoutExpired:
        return NodeWs(why_not="npm took too long")
    if done.returncode or not package.exists():
        said = (done.stderr or done.stdout).strip().splitlines()
        return NodeWs(why_not=f"npm could not install ws: {said[-1] if said else 'no reason'}")
    return NodeWs(node=node, version=version)


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
        timeout=_INSTALL_WITHIN_S,
    )
