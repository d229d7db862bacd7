"""The five tabs of a route's settings, made when they are first looked at. Saves nothing."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from tradecopy_desktop.app.views import AccountRow
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.dialogs.route_filters import FiltersPart
from tradecopy_desktop.gui.dialogs.route_orders import OrdersPart
from tradecopy_desktop.gui.dialogs.route_part import RoutePart, tell
from tradecopy_desktop.gui.dialogs.route_recovery_part import RouteRecoveryPart
from tradecopy_desktop.gui.dialogs.route_size import SizePart
from tradecopy_desktop.gui.dialogs.route_symbols import SymbolsPart
from tradecopy_desktop.gui.growth import Growth
from tradecopy_desktop.gui.turns import Piece, Turns
from tradecopy_desktop.gui.widgets.segments import Segments

SIZE, FILTERS, ORDERS, SYMBOLS, RECOVERY = range(5)
P = TypeVar("P", bound=RoutePart)
Checks = Sequence[tuple[Field, str]]


class RouteTabs(QStackedWidget):
    """A tab nobody looked at keeps what it was given. `changed` tells of anything filled in."""

    changed = Signal()

    def __init__(
        self,
        settings: RouteSettings,
        accounts: Sequence[AccountRow],
        appearance: Appearance,
        turns: Turns,
    ) -> None:
        super().__init__()
        self._base = settings
        self._accounts = accounts
        self._formats = appearance.formats
        self._turns = turns
        self._parts: dict[int, RoutePart] = {}
        self._growing: dict[int, Growth] = {}
        self._names: tuple[Sequence[str], Sequence[str]] = ((), ())
        self.buttons = Segments([(name, words.TAB_TIP) for name in tab_names()], appearance)
        for _ in tab_names():
            self.addWidget(_scrolling())
        self.buttons.chosen.connect(self.show_tab)
        self.buttons.choose(SIZE)

    def listen_to_keys(self, window: QWidget) -> None:
        """Go from tab to tab by keys pressed anywhere in a window."""
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            QShortcut(QKeySequence(keys), window).activated.connect(
                lambda step=step: self.show_tab((self.currentIndex() + step) % self.count())
            )

    @property
    def size_part(self) -> SizePart:
        """The first tab."""
        return self._part(SIZE, SizePart)

    @property
    def filters(self) -> FiltersPart:
        """The second tab."""
        return self._part(FILTERS, FiltersPart)

    @property
    def orders(self) -> OrdersPart:
        """The third tab."""
        return self._part(ORDERS, OrdersPart)

    @property
    def symbols(self) -> SymbolsPart:
        """The fourth tab."""
        return self._part(SYMBOLS, SymbolsPart)

    @property
    def recovery(self) -> RouteRecoveryPart:
        """The fifth tab."""
        return self._part(RECOVERY, RouteRecoveryPart)

    @property
    def areas(self) -> Sequence[QWidget]:
        """The places of the tabs, from the left."""
        return [area for number in range(self.count()) if (area := self.widget(number))]

    @property
    def base(self) -> RouteSettings:
        """What was shown at last, before anything was changed by hand."""
        return self._base

    def show_tab(self, number: int) -> None:
        """Bring a tab to the front; one that nobody looked at fills within the next turns."""
        self._turns.add(self.begin(number).pieces)
        self.buttons.choose(number)
        self.setCurrentIndex(number)

    def begin(self, number: int) -> Growth:
        """Return what makes a tab, begun where it was not yet."""
        if number not in self._growing:
            # All of them at once would hold up the loop.
            part = self._parts[number] = self._bare(number)
            area = self.widget(number)
            if isinstance(area, QScrollArea):
                area.setWidget(part)
                part.setAutoFillBackground(False)
            steps: list[Piece] = [*part.steps(), *part.fillings(self._base)]
            self._growing[number] = Growth(part, [*steps, partial(self._welcome, number)])
        return self._growing[number]

    def show_settings(self, settings: RouteSettings) -> None:
        """Write settings into all tabs."""
        for growth in self._growing.values():
            # It would go on with what was shown before.
            growth.finish()
        self._base = settings
        for part in self._parts.values():
            part.show_settings(settings)

    def offer_symbols(self, ours: Sequence[str], theirs: Sequence[str]) -> None:
        """Offer these names of the master's and the follower's."""
        self._names = (ours, theirs)
        if SYMBOLS in self._whole():
            self.symbols.set_names(ours, theirs)

    def settings(self) -> RouteSettings | None:
        """Return what is filled in, None while something is wrong."""
        if self.first_fault():
            return None
        settings = self._base
        for part in self._whole().values():
            settings = part.applied_to(settings)
        return settings

    def first_fault(self) -> str:
        """Return what is wrong first, and on which tab, or nothing."""
        for number, part in sorted(self._whole().items()):
            fault = next((fault for _, fault in part.checks() if fault), "")
            if fault:
                return words.mend_first(tab_names()[number], fault)
        return ""

    def tell_faults(self, first: Checks = ()) -> bool:
        """Tell each field what is wrong, mark its tab, and go to the first; tell if there is one.

        `first` are checks of the first tab that only the whole window can make.
        """
        where: tuple[int, Field] | None = None
        for number, part in sorted(self._whole().items()):
            part.is_due = True
            checks = [*first, *part.checks()] if number == SIZE else part.checks()
            tell(checks)
            wrong = [field for field, fault in checks if fault]
            self._mark(number, wrong=bool(wrong))
            if wrong and where is None:
                where = (number, wrong[0])
        if where is not None:
            self._go_to(*where)
        return where is not None

    def _go_to(self, number: int, field: Field) -> None:
        self.show_tab(number)
        field.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        area = self.widget(number)
        if isinstance(area, QScrollArea):
            # What is said below the field, too; notes that have just come take their place first.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            area.ensureWidgetVisible(field.title)
            area.ensureWidgetVisible(field.note)

    def _mark(self, number: int, *, wrong: bool) -> None:
        name, button = tab_names()[number], self.buttons.button(number)
        button.setText(words.marked_tab(name) if wrong else name)
        button.setAccessibleName(words.tab_fault(name) if wrong else name)

    def _whole(self) -> dict[int, RoutePart]:
        # In what is still being made, nobody can have changed anything.
        return {n: part for n, part in self._parts.items() if self._growing[n].is_whole}

    def _part(self, number: int, kind: type[P]) -> P:
        self.begin(number).finish()
        part = self._parts[number]
        if not isinstance(part, kind):
            raise TypeError(f"tab {number} must be a {kind.__name__}, was {type(part).__name__}")
        return part

    def _bare(self, number: int) -> RoutePart:
        if number == SIZE:
            return SizePart(self._accounts, self._formats)
        if number == FILTERS:
            return FiltersPart(self._formats)
        if number == ORDERS:
            return OrdersPart(self._formats)
        if number == RECOVERY:
            return RouteRecoveryPart(self._base, self._formats)
        return SymbolsPart(self._formats)

    def _welcome(self, number: int) -> None:
        part = self._parts[number]
        if isinstance(part, SymbolsPart):
            part.set_names(*self._names)
        part.changed.connect(self.changed)
        self._lead_into(part)

    def _lead_into(self, part: RoutePart) -> None:
        """Let the tab key go from the tabs into a part, and on to what is beside it."""
        fields: list[QWidget] = []
        each = part.nextInFocusChain()
        while each is not None and part.isAncestorOf(each):
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                fields.append(each)
            each = each.nextInFocusChain()
        for before, after in pairwise([self.buttons.button(self.count() - 1), *fields]):
            QWidget.setTabOrder(before, after)


def tab_names() -> tuple[str, ...]:
    """Return the names of the tabs, from the left."""
    return (
        words.TAB_SIZE,
        words.TAB_FILTERS,
        words.TAB_ORDERS,
        words.TAB_SYMBOLS,
        words.TAB_RECOVERY,
    )


def _scrolling() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    return area
