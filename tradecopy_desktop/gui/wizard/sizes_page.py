"""The page on which each follower's size is chosen, explained by an example trade."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer

from tradecopy_desktop.app.preview_views import ImaginedRoute, ImaginedTrade, PreviewRow
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.route_editor import NEW_ROUTE
from tradecopy_desktop.gui.turns import Piece
from tradecopy_desktop.gui.widgets.seen import set_seen
from tradecopy_desktop.gui.wizard.example_trade import ExampleTrade
from tradecopy_desktop.gui.wizard.page import Surroundings, WizardPage, one_by_one
from tradecopy_desktop.gui.wizard.plan import Chosen, row_of
from tradecopy_desktop.gui.wizard.size_card import SizeCard

_LOOK_AGAIN_MS = 1_000


class SizesPage(WizardPage):
    """A card for each follower. Going on adds the routes."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(words.SIZES_TITLE, words.SIZES_INTRO)
        self._around = around
        self.cards: list[SizeCard] = []
        self.example = ExampleTrade(around.appearance.formats)
        self.hold_back(self.example)
        self.body.addWidget(self.example)
        self.body.addStretch()
        self.example.changed.connect(self.look)
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look_again)

    @property
    def next_text(self) -> str:
        """Return what the button says that begins the rehearsal."""
        return words.REHEARSE

    @property
    def next_tip(self) -> str:
        """Return what a rehearsal is."""
        return words.REHEARSE_TIP

    def parts(self) -> Iterable[Piece]:
        """Return what makes a card for each follower, with the size its route has by now."""
        plan = self._around.plan
        plan.take_sizes(self._around.desk)
        if [card.chosen for card in self.cards] == plan.followers:
            for card in self.cards:
                # At once: what the trader types from now on stays.
                card.show_size()
            return (self.look_again,)
        self._clear()
        cards = one_by_one(partial(self._add_card, each) for each in plan.followers)
        return (self._ask_for_symbols, *cards)

    def enter(self) -> None:
        """Show prices as they come."""
        self._timer.start()

    def leave(self) -> None:
        """Rest."""
        self._timer.stop()

    def look_again(self) -> None:
        """Ask for the master's symbols and prices, and explain by them."""
        self._ask_for_symbols()
        self.look()

    def look(self) -> None:
        """Show what each follower would get of the example."""
        for card in self.cards:
            self._look_at(card)

    def go_on(self, done: Callable[[], None]) -> None:
        """Check the sizes, then add the routes or give them the new size."""
        right = [card.is_right() for card in self.cards]
        if not all(right):
            self.cards[right.index(False)].size_choice.number.setFocus()
            self.told.emit(words.MEND_SIZES)
            return
        self._around.tasks.start(
            self._save(), name=words.ADD_ROUTE, done=lambda _: done(), refused=self.told.emit
        )

    async def _save(self) -> None:
        desk, plan = self._around.desk, self._around.plan
        for follower in plan.followers:
            route = plan.route_to(follower, desk)
            if route is None:
                await self._add_route(follower)
                continue
            settings = desk.settings_of(route.id)
            if settings.sizing != follower.sizing:
                await desk.set_settings(route.id, replace(settings, sizing=follower.sizing))

    async def _add_route(self, follower: Chosen) -> None:
        desk, master = self._around.desk, self._around.plan.master
        if master is None:
            raise TradeCopyError(words.NO_MASTER_CHOSEN)
        name = words.route_name(master.name, follower.name)
        taken = {row.name for row in desk.routes()}
        if name in taken:
            name = words.route_name_of(master.name, follower.name, str(follower.key))
        settings = replace(NEW_ROUTE, sizing=follower.sizing)
        await desk.add_route(name, master.key, follower.key, settings)

    def _ask_for_symbols(self) -> None:
        master = self._around.plan.master
        if master is not None:
            self.example.show_symbols(self._around.desk.symbols_of(master.key))

    def _clear(self) -> None:
        for card in self.cards:
            self.body.removeWidget(card)
            card.deleteLater()
        self.cards = []

    def _add_card(self, follower: Chosen) -> SizeCard:
        row = row_of(self._around.desk, follower.key)
        card = SizeCard(follower, row.currency if row else "", self._around.appearance)
        set_seen(card, seen=False)
        card.changed.connect(partial(self._look_at, card))
        self.cards.append(card)
        # Below the example.
        self.body.insertWidget(len(self.cards), card)
        self._look_at(card)
        return card

    def _look_at(self, card: SizeCard) -> None:
        trade = self.example.trade()
        if trade is None or not card.is_complete:
            card.show_preview(None)
        else:
            card.show_preview(self._preview(card.chosen, trade))

    def _preview(self, follower: Chosen, trade: ImaginedTrade) -> PreviewRow | None:
        desk, plan = self._around.desk, self._around.plan
        if plan.master is None:
            return None
        route = plan.route_to(follower, desk)
        settings = NEW_ROUTE if route is None else desk.settings_of(route.id)
        imagined = ImaginedRoute(
            master=plan.master.key,
            follower=follower.key,
            settings=replace(settings, sizing=follower.sizing),
        )
        return desk.preview(imagined, trade)
