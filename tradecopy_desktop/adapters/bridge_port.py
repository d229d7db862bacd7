"""Remembers which port the trader chose for the bridge. Listens on none."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tradecopy_desktop.adapters.terminals.whole_file import write_whole
from tradecopy_desktop.domain.errors import TradeCopyError

_FILE: Final = "bridge-port.json"
_HIGHEST: Final = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgePort:
    """The port that was chosen, None for the usual one, and whether another is found by itself."""

    port: int | None = None
    finds_another: bool = False


def read_bridge_port(folder: Path) -> BridgePort:
    """Return what was chosen; what cannot be read was never chosen."""
    try:
        told = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        port = told.get("port")
        is_port = isinstance(port, int) and 0 < port <= _HIGHEST
        return BridgePort(
            port=port if is_port else None, finds_another=told.get("finds_another") is True
        )
    except (OSError, ValueError, AttributeError):
        return BridgePort()


def save_bridge_port(folder: Path, chosen: BridgePort) -> None:
    """Remember a choice; raise TradeCopyError."""
    told = {"port": chosen.port, "finds_another": chosen.finds_another}
    try:
        write_whole(folder / _FILE, json.dumps(told) + "\n")
    except OSError as error:
        raise TradeCopyError(
            f"the bridge's port could not be remembered ({error.strerror or error}): "
            f"check {folder} and who may write there"
        ) from error
