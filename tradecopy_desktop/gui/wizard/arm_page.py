"""The page on which routes are armed, after what was found about each is read."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QTimer

from tradecopy_desktop.app.views import RouteRow
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.turns import Piece
from tradecopy_desktop.gui.widgets.seen import set_seen
from tradecopy_desktop.gui.wizard.arm_card import ArmCard
from tradecopy_desktop.gui.wizard.page import Surroundings, WizardPage, one_by_one

_LOOK_AGAIN_MS = 2_000


class ArmPage(WizardPage):
    """A card for each route; those that are ticked are armed one after the other."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(words.ARM_PAGE_TITLE, words.ARM_PAGE_INTRO)
        self._around = around
        self.cards: list[ArmCard] = []
        self.body.addStretch()
        self._feed = around.bridge.feed(self._on_routes, (RouteRow,), lambda row: row.id)
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look)

    @property
    def next_text(self) -> str:
        """Return what the button says that arms."""
        return words.arm_routes(len(self._ticked()))

    @property
    def next_tip(self) -> str:
        """Return what arming does, or what must be done first."""
        if any(card.unread for card in self.cards) and not self._ticked():
            return words.TICK_FIRST
        return words.ARM_TIP

    @property
    def can_go_on(self) -> bool:
        """Tell whether a route can be armed, or all are."""
        return bool(self._ticked()) or any(card.is_armed for card in self.cards)

    def parts(self) -> Iterable[Piece]:
        """Return what makes a card for each route as it is."""
        routes = self._around.plan.routes(self._around.desk)
        self._clear()
        return one_by_one(partial(self._add_card, route) for route in routes)

    def enter(self) -> None:
        """Follow the routes, also what changed while their cards were made; look now and then."""
        self._feed.set_wanted(True)
        self._timer.start()
        self.changed.emit()

    def leave(self) -> None:
        """Rest."""
        self._feed.set_wanted(False)
        self._timer.stop()

    def look(self) -> None:
        """Look again at what is to be said about each route."""
        for card in self.cards:
            if not card.is_armed:
                card.look()

    def go_on(self, done: Callable[[], None]) -> None:
        """Arm what is ticked; what is refused says why and stays."""
        for card in self.cards:
            card.set_busy(True)
        self._timer.stop()
        self._around.plan.lines_before = frozenset(row.key for row in self._around.desk.log())
        self._around.tasks.start(
            self._arm_all(), name=words.ARM, done=lambda fine: self._on_armed(done, fine=fine)
        )

    async def _arm_all(self) -> bool:
        fine = True
        for card in self._ticked():
            try:
                await self._around.desk.set_route_mode(card.route.id, RouteMode.LIVE, card.wishes())
            except TradeCopyError as error:
                card.refuse(str(error))
                fine = False
        return fine

    def _on_armed(self, done: Callable[[], None], *, fine: bool) -> None:
        for card in self.cards:
            card.set_busy(False)
        self._timer.start()
        if fine:
            done()
        else:
            self.told.emit(words.NOT_ALL_ARMED)

    def _ticked(self) -> list[ArmCard]:
        return [card for card in self.cards if card.wants_arming]

    def _clear(self) -> None:
        for card in self.cards:
            self.body.removeWidget(card)
            card.deleteLater()
        self.cards = []

    def _add_card(self, route: RouteRow) -> ArmCard:
        card = ArmCard(route, self._around)
        set_seen(card, seen=False)
        card.changed.connect(self.changed)
        self.body.insertWidget(len(self.cards), card)
        self.cards.append(card)
        return card

    def _on_routes(self, routes: Sequence[RouteRow]) -> None:
        changed = {route.id: route for route in routes}
        for card in self.cards:
            if card.route.id in changed:
                card.take(changed[card.route.id])
