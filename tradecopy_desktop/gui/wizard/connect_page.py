"""The page on which accounts are registered, Expert Advisors installed, and terminals awaited."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QTimer

from tradecopy_desktop.app.views import AccountRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.terminals import ClickLeft
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.turns import Piece
from tradecopy_desktop.gui.widgets.seen import set_seen
from tradecopy_desktop.gui.wizard.connect_card import ConnectCard
from tradecopy_desktop.gui.wizard.diagnosis import diagnose
from tradecopy_desktop.gui.wizard.page import Surroundings, WizardPage, one_by_one
from tradecopy_desktop.gui.wizard.plan import Chosen, row_of

# What a terminal that is not let in was told reaches no row.
_LOOK_AGAIN_MS = 1_000


class ConnectPage(WizardPage):
    """A card for each account, which looks again while it is on the screen."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(words.CONNECT_TITLE, words.CONNECT_INTRO)
        self._around = around
        self.cards: list[ConnectCard] = []
        self.body.addStretch()
        self._ready: set[AccountKey] = set()
        self._feed = around.bridge.feed(self._on_rows, (AccountRow,), lambda row: row.key)
        self._timer = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look)

    @property
    def can_go_on(self) -> bool:
        """Tell whether the master and one follower at least are there."""
        plan = self._around.plan
        master = plan.master
        has_follower = any(each.key in self._ready for each in plan.followers)
        return master is not None and master.key in self._ready and has_follower

    @property
    def next_tip(self) -> str:
        """Return what is waited for."""
        return words.WIZARD_NEXT_TIP if self.can_go_on else words.CONNECT_WAITS

    def parts(self) -> Iterable[Piece]:
        """Return what makes a card for each account."""
        chosen = self._around.plan.chosen
        if chosen and [card.chosen for card in self.cards] == chosen:
            return ()
        self._clear()
        return one_by_one(partial(self._add_card, each) for each in chosen)

    def enter(self) -> None:
        """Set up what is not, and watch the terminals come."""
        self._feed.set_wanted(True)
        self._timer.start()
        if self._around.tasks.can_start:
            for card in self.cards:
                if self._needs_work(card.chosen):
                    self._set_up(card.chosen)
        self.look()

    def leave(self) -> None:
        """Rest."""
        self._feed.set_wanted(False)
        self._timer.stop()

    def look(self) -> None:
        """Show how far each terminal is."""
        before = set(self._ready)
        for card in self.cards:
            self._look_at(card)
        if before != self._ready:
            self.changed.emit()

    def go_on(self, done: Callable[[], None]) -> None:
        """Go on with the terminals that are there; the others may come later."""
        done()

    def _clear(self) -> None:
        for card in self.cards:
            self.body.removeWidget(card)
            card.deleteLater()
        self.cards = []
        self._ready.clear()

    def _add_card(self, chosen: Chosen) -> ConnectCard:
        card = ConnectCard(chosen, self._around.appearance)
        set_seen(card, seen=False)
        card.again_asked.connect(lambda: self._on_again_asked(chosen))
        self.body.insertWidget(len(self.cards), card)
        self.cards.append(card)
        self._look_at(card)
        return card

    def _look_at(self, card: ConnectCard) -> None:
        key = card.chosen.key
        row = row_of(self._around.desk, key)
        clicks = self._clicks(card.chosen) if row is not None else ()
        found = diagnose(card.chosen, row, clicks)
        card.show_state(found, clicks)
        (self._ready.add if found.is_ready else self._ready.discard)(key)

    def _needs_work(self, chosen: Chosen) -> bool:
        if chosen.is_busy:
            return False
        if row_of(self._around.desk, chosen.key) is None:
            return True
        return chosen.terminal is not None and chosen.installed is None

    def _on_again_asked(self, chosen: Chosen) -> None:
        self._set_up(chosen)
        self.look()

    def _set_up(self, chosen: Chosen) -> None:
        chosen.is_busy, chosen.trouble = True, ""
        self._around.tasks.start(
            self._carry_out(chosen), name=words.INSTALL, done=lambda _: self.look()
        )

    async def _carry_out(self, chosen: Chosen) -> None:
        desk = self._around.desk
        try:
            if row_of(desk, chosen.key) is None:
                roles = frozenset({chosen.role})
                chosen.secret = await desk.add_account(chosen.name, chosen.key, roles)
            if chosen.terminal is not None:
                chosen.installed = await desk.install_experts(chosen.terminal, chosen.key)
                chosen.terminal = await desk.look_at_terminal(chosen.terminal.data_folder)
                if not chosen.installed.compiled:
                    chosen.trouble = chosen.installed.to_do or words.NOT_COMPILED
        except TradeCopyError as error:
            chosen.trouble = str(error)
        finally:
            chosen.is_busy = False

    def _clicks(self, chosen: Chosen) -> Sequence[ClickLeft]:
        try:
            return self._around.desk.clicks_left(chosen.key, chosen.terminal)
        except TradeCopyError:
            # Its account is being registered.
            return ()

    def _on_rows(self, _: list[AccountRow]) -> None:
        self.look()
