"""What is going on, as text: for terminals without a window. Reads rows, formats, prints."""

import sys
from collections.abc import Sequence
from typing import TextIO

from tradecopy_desktop.app.latency import percentile
from tradecopy_desktop.app.views import DeskState, FollowerRow, LatencySample, RouteRow

_HEAD = ("follower", "platform", "copied", "skipped", "open", "drift", "equity", "state")
_WIDTHS = (22, 8, 7, 7, 5, 8, 14, 24)
_UP = "\x1b[{}F\x1b[J"


class LiveTable:
    """Prints the table in place on a terminal, or below each other into a file."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout
        self._in_place = self._out.isatty()
        self._lines = 0

    def show(
        self,
        state: DeskState,
        followers: Sequence[FollowerRow],
        routes: Sequence[RouteRow],
        samples: Sequence[LatencySample],
    ) -> None:
        """Print the present state."""
        lines = [_headline(state), "", _line(_HEAD)]
        lines.extend(_line(_cells(row, routes)) for row in followers)
        lines.extend(("", latency_line(samples), ""))
        if self._in_place and self._lines:
            self._out.write(_UP.format(self._lines))
        self._out.write("\n".join(lines) + "\n")
        self._out.flush()
        self._lines = len(lines)


def _headline(state: DeskState) -> str:
    return (
        f"{state.status} | masters {state.masters_connected}/{state.masters}, "
        f"followers {state.followers_connected}/{state.followers} | "
        f"open copies {state.open_copies} | carried out {state.copied} | "
        f"bridge 127.0.0.1:{state.port}"
    )


def _cells(row: FollowerRow, routes: Sequence[RouteRow]) -> tuple[str, ...]:
    own = [route for route in routes if route.follower == row.key]
    equity = "" if row.equity is None else f"{row.equity:,.2f} {row.currency}"
    return (
        row.name,
        row.platform.value.upper() if row.platform else "",
        str(sum(route.copied for route in own)),
        str(sum(route.skipped for route in own)),
        str(row.open_copies),
        f"{row.drift_lots:f}",
        equity,
        row.status,
    )


def _line(cells: Sequence[str]) -> str:
    numbers = {2, 3, 4, 5, 6}
    parts = (
        cell[:width].rjust(width) if place in numbers else cell[:width].ljust(width)
        for place, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    )
    return " ".join(parts).rstrip()


def latency_line(samples: Sequence[LatencySample]) -> str:
    """Return median and 99th percentile of the copies' whole way, in words."""
    if not samples:
        return "no copy measured yet"
    totals = sorted(sample.stages.total for sample in samples)
    return (
        f"whole way of a copy: median {percentile(totals, 0.5):.1f} ms, "
        f"p99 {percentile(totals, 0.99):.1f} ms, {len(totals)} measured"
    )
