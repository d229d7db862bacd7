"""What can go wrong outside the program. A refusal is not an error but a value (see decisions)."""


class TradeCopyError(Exception):
    """A failure of the world that the trader can be told about in one sentence."""


class ProtocolError(TradeCopyError):
    """A frame that is not as the protocol says; `field` is the path of the offending value."""

    def __init__(self, message: str, *, field: str = "", code: str = "protocol") -> None:
        super().__init__(f"{field}: {message}" if field else message)
        self.message = message
        self.field = field
        self.code = code


class DeliveredInPartError(TradeCopyError):
    """A notice that some of its recipients have, and others refused."""


class PortTakenError(TradeCopyError):
    """The bridge's port belongs to another program; `free` is the next one that nobody uses."""

    def __init__(self, port: int, *, owner: str = "", free: int | None = None) -> None:
        by = owner or "another program"
        other = "another with --port" if free is None else f"another one (--port {free} is free)"
        super().__init__(f"port {port} is taken by {by}: close that program, or choose {other}")
        self.port = port
        self.owner = owner
        self.free = free
