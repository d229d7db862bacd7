"""Tells whose a port of this machine is, and which one is free. Listens on none for long."""

import errno
import socket
import sys
from collections.abc import Set
from typing import Final

import psutil

from tradecopy_desktop.domain.machine_facts import PortFacts, PortState

_HERE: Final = "127.0.0.1"
_MOST_TRIED: Final = 20
_HIGHEST: Final = 65_535


def look_at_port(port: int, ours: Set[int]) -> PortFacts:
    """Return whose a port is; `ours` are the processes that are this program."""
    if is_free(port):
        return PortFacts(port=port, state=PortState.FREE)
    process = _listener(port)
    if process in ours:
        return PortFacts(port=port, state=PortState.OURS)
    owner = "" if process is None else _name_of(process)
    return PortFacts(port=port, state=PortState.TAKEN, owner=owner, free=free_port_after(port))


def free_port_after(port: int) -> int | None:
    """Return the next port that nobody uses, None where the next twenty are taken."""
    for other in range(port + 1, min(port + 1 + _MOST_TRIED, _HIGHEST + 1)):
        if is_free(other):
            return other
    return None


def is_free(port: int) -> bool:
    """Tell whether the bridge could listen on a port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if sys.platform == "win32":
            # Windows would otherwise let two programs share a port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HERE, port))
            probe.listen(1)
        except OSError as error:
            # A system that refuses for another reason will refuse the bridge as well.
            return error.errno not in (errno.EADDRINUSE, errno.EACCES, 10013, 10048)
    return True


def _listener(port: int) -> int | None:
    try:
        connections = psutil.net_connections(kind="tcp4")
    except (psutil.Error, OSError):
        return None
    for each in connections:
        if each.status == psutil.CONN_LISTEN and each.laddr.port == port and each.pid:
            return int(each.pid)
    return None


def _name_of(process: int) -> str:
    try:
        return f"{psutil.Process(process).name()} (process {process})"
    except (psutil.Error, OSError):
        return f"process {process}"
