"""What brokers did with the requests for deals of a run; never whether a copier was right."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Setback(StrEnum):
    """What a broker, by its own fault, did other than it was asked for.

    `again`: refused for the moment; `final`: refused for good; `silent`: nobody was told what
    became of it; `part`: filled in part.
    """

    AGAIN = "again"
    FINAL = "final"
    SILENT = "silent"
    PART = "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryAttempt:
    """One request for a deal that reached the broker, for the trade that `route` copies.

    `filled` of the `asked` lots were executed, sooner or later. `setback` is None where the broker
    did nothing wrong: what it refused then, it had to refuse.
    """

    at_ns: int
    route: str
    source: str
    opens: bool
    asked: Decimal
    filled: Decimal
    setback: Setback | None = None
