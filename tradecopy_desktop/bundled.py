"""Where icons, style sheets and Expert Advisors lie on disk. Never opens or changes them."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def bundled(name: str) -> Path:
    """Return the file or folder called `name`, such as "ea/PROTOCOL.md" or "resources".

    The same call serves a wheel, the Windows installation (a wheel unpacked) and a checkout.
    Raise FileNotFoundError when this copy of the program does not hold it.
    """
    installed = _PACKAGE / "_bundled"
    # A checkout keeps both folders beside the package, where people look for them.
    root = installed if installed.is_dir() else _PACKAGE.parent
    path = root / name
    if not path.exists():
        raise FileNotFoundError(
            f"{name} is missing from {root}: "
            "this copy of TradeCopy Desktop is incomplete, install it again"
        )
    return path
