"""Leaves out what wine lacks, test by test and with the reason. On a real Windows nothing is."""

import sys

import pytest

if sys.platform == "win32":
    import ctypes

    _HERE = hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
else:
    _HERE = False


def skip_on_wine(lack: str) -> pytest.MarkDecorator:
    """Return the mark of a test that needs what wine lacks."""
    return pytest.mark.skipif(_HERE, reason=f"wine {lack}")
