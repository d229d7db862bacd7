"""Which copies the latency page tells of: a span of time, a route, a follower. Reads nothing."""

from collections.abc import Iterable
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tradecopy_desktop.app.history_views import LatencyQuery
from tradecopy_desktop.app.views import FollowerRow, RouteRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.widgets.named_choice import NamedChoice
from tradecopy_desktop.gui.widgets.segments import Segments

SPANS = (
    None,
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(days=7),
    timedelta(days=30),
)


class LatencyChoice(QWidget):
    """Spans side by side. `changed` tells of another span, route or follower."""

    changed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._number = 0
        self._names = (
            words.SPAN_LIVE,
            words.SPAN_QUARTER,
            words.SPAN_HOUR,
            words.SPAN_DAY,
            words.SPAN_WEEK,
            words.SPAN_MONTH,
        )
        tips = (words.SPAN_LIVE_TIP, *[words.SPAN_TIP] * (len(self._names) - 1))
        self.spans = Segments(list(zip(self._names, tips, strict=True)), appearance)
        self.spans.choose(0)
        self.route = NamedChoice(words.ROUTE, words.ALL_ROUTES)
        self.follower = NamedChoice(words.FOLLOWER, words.ALL_FOLLOWERS)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.spans)
        layout.addStretch()
        self.spans.chosen.connect(self._on_span_chosen)
        self.route.currentIndexChanged.connect(self.changed)
        self.follower.currentIndexChanged.connect(self.changed)

    @property
    def is_live(self) -> bool:
        """Tell whether the last copies are wanted, as they come."""
        return self._number == 0

    @property
    def name(self) -> str:
        """The chosen span's name."""
        return self._names[self._number]

    @property
    def query(self) -> LatencyQuery | None:
        """What is to be read of the past, None for the last copies."""
        span = SPANS[self._number]
        if span is None:
            return None
        key = self.follower.value
        return LatencyQuery(
            span=span,
            route=self.route.value,
            follower=AccountKey.parse(key) if key else None,
        )

    def show_names(self, routes: Iterable[RouteRow], followers: Iterable[FollowerRow]) -> None:
        """Offer these routes and followers."""
        self.route.offer((row.name, row.id) for row in routes)
        self.follower.offer((row.name, str(row.key)) for row in followers)

    def choose(self, number: int) -> None:
        """Choose a span, from the left."""
        self.spans.choose(number)
        self._on_span_chosen(number)

    def _on_span_chosen(self, number: int) -> None:
        if number != self._number:
            self._number = number
            self.changed.emit()
