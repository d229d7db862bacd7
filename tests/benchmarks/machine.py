"""What the figures were taken on. Changes nothing."""

import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A machine, its software, and when."""

    date: str
    processor: str
    cores: int
    system: str
    python: str
    node: str
    packages: str
    busy: str


def this_machine(node: str) -> Machine:
    """Return this machine now; `node` is the version of Node.js, empty where there is none."""
    packages = ("websockets", "PySide6-Essentials", "qasync", "SQLAlchemy", "msgspec")
    return Machine(
        date=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        processor=_processor(),
        cores=os.cpu_count() or 0,
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        node=node,
        packages=", ".join(f"{name} {version(name)}" for name in packages),
        busy=_busy(),
    )


def _processor() -> str:
    if sys.platform == "linux":
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        if names:
            return names[0]
    if sys.platform == "darwin":
        asked = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return platform.processor() or platform.machine()


def _busy() -> str:
    if sys.platform == "win32":
        return "not known"
    return f"{os.getloadavg()[0]:.1f} processes wanted to run in the last minute"
