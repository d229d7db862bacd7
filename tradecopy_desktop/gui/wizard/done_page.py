"""The last page: it says what is armed, and shows the first copy when it is made."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tradecopy_desktop.app.views import LogOutcome, TradeLogRow
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.theme import Tone
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.wizard.page import Surroundings, WizardPage

_MARK = 40
_COPIED = frozenset({LogOutcome.DONE, LogOutcome.PART})


class DonePage(WizardPage):
    """Waits for the first copy; the trader need not."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(words.DONE_TITLE, words.DONE_INTRO)
        self._around = around
        self._routes: frozenset[str] = frozenset()
        self.first: TradeLogRow | None = None
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.headline = label("", "heading")
        self.text = label("")
        for part in (self.headline, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            part.setWordWrap(True)
        self.body.addStretch()
        news = card(self._mark, self.headline, self.text, margin=20)
        self.hold_back(news)
        self.body.addWidget(news)
        self.body.addStretch()
        self._feed = around.bridge.feed(self._on_lines, (TradeLogRow,), lambda row: row.key)
        around.appearance.theme.changed.connect(self._show)

    @property
    def next_text(self) -> str:
        """Return what the button says that ends the first steps."""
        return words.OPEN_COCKPIT

    @property
    def next_tip(self) -> str:
        """Return what stands there."""
        return words.OPEN_COCKPIT_TIP

    def enter(self) -> None:
        """Say what is armed, and wait for the first copy."""
        self.first = None
        self._routes = frozenset(self._armed())
        self._take(self._around.desk.log())
        self._feed.set_wanted(True)
        self._show()

    def leave(self) -> None:
        """Rest."""
        self._feed.set_wanted(False)

    def _on_lines(self, lines: Sequence[TradeLogRow]) -> None:
        self._take(lines)
        self._show()

    def _take(self, lines: Iterable[TradeLogRow]) -> None:
        if self.first is None:
            copied = (
                line
                for line in lines
                if line.route_name in self._routes
                and line.outcome in _COPIED
                and line.lots
                and line.key not in self._around.plan.lines_before
            )
            self.first = next(copied, None)

    def _armed(self) -> list[str]:
        routes = self._around.plan.routes(self._around.desk)
        return [route.name for route in routes if route.mode is RouteMode.LIVE]

    def _show(self) -> None:
        icons, ratio = self._around.appearance.icons, self.devicePixelRatioF()
        there = self.first is not None
        name, tone = ("check", Tone.GOOD) if there else ("arm", Tone.ACCENT)
        self._mark.setPixmap(icons.pixmap(name, tone, _MARK, ratio))
        if self.first is None:
            self.headline.setText(words.armed_now(len(self._armed())))
            self.text.setText(words.WAITING_FOR_COPY)
            return
        formats, row = self._around.appearance.formats, self.first
        self.headline.setText(words.FIRST_COPY)
        side = words.SIDES[row.side] if row.side is not None else ""
        took = formats.ms(row.stages.total) if row.stages is not None else ""
        self.text.setText(
            words.first_copy(
                row.follower_name,
                words.did(words.FIRST_COPY_DID, side, formats.lots(row.lots), row.symbol),
                formats.price(row.price),
                took,
            )
        )
