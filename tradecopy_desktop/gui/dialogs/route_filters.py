"""The tab that says which of a master's openings a route takes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.gui import typed_kinds as kinds
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.dialogs.route_hours import HoursChoice
from tradecopy_desktop.gui.dialogs.route_part import RoutePart, fault_of_bounds
from tradecopy_desktop.gui.turns import Piece

E = TypeVar("E", bound=StrEnum)
_USUAL_AGE_MS = 5_000


class TickedSet(QWidget, Generic[E]):
    """Boxes of which at least one must be ticked."""

    changed = Signal()

    def __init__(self, names: Mapping[E, str], fault: str) -> None:
        super().__init__()
        self._fault = fault
        self.boxes = {each: QCheckBox(name) for each, name in names.items()}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for box in self.boxes.values():
            layout.addWidget(box)
            box.toggled.connect(lambda _: self.changed.emit())
        layout.addStretch()
        self.setFocusProxy(next(iter(self.boxes.values())))

    def show_ticked(self, ticked: frozenset[E]) -> None:
        """Tick these and no others."""
        for each, box in self.boxes.items():
            box.setChecked(each in ticked)

    def ticked(self) -> frozenset[E]:
        """Return what is ticked."""
        return frozenset(each for each, box in self.boxes.items() if box.isChecked())

    def fault(self) -> str:
        """Return what is wrong, or nothing."""
        return "" if self.ticked() else self._fault


class FiltersPart(RoutePart):
    """Symbols, sides, robots, sizes, hours, and what the follower may hold."""

    def steps(self) -> Sequence[Piece]:
        """Return what makes the fields."""
        return (
            self._add_symbols,
            self._add_orders,
            self._add_lots,
            self._add_robots,
            self._add_comments,
            self._add_market,
            self._add_most,
            self._add_hours,
        )

    def _add_hours(self) -> None:
        self.hours = HoursChoice()
        self.lines.addWidget(self.hours)
        self.hours.changed.connect(self.changed)
        self.lines.addStretch()
        self.setFocusProxy(self.allowed)

    def _add_symbols(self) -> None:
        everything = kinds.names(words.ANY_OF_ALL)
        self.allowed, allowed = self.typed(
            words.SYMBOLS_ALLOWED, words.SYMBOLS_ALLOWED_HINT, everything, frozenset()
        )
        self.denied, denied = self.typed(
            words.SYMBOLS_DENIED,
            words.SYMBOLS_DENIED_HINT,
            kinds.names(words.NONE_OF_ALL),
            frozenset(),
        )
        self.stack(allowed, denied)

    def _add_orders(self) -> None:
        self.sides = TickedSet(words.SIDE_NAMES, words.NEED_SIDE)
        self.kinds = TickedSet(words.KIND_NAMES, words.NEED_KIND)
        sides = Field(words.SIDES_COPIED, self.sides)
        orders = Field(words.KINDS_COPIED, self.kinds)
        self.must(sides, self.sides.fault)
        self.must(orders, self.kinds.fault)
        self.sides.changed.connect(self.changed)
        self.kinds.changed.connect(self.changed)
        self.stack(sides, orders)

    def _add_lots(self) -> None:
        lots = kinds.lots_or_none(self.formats)
        self.least, least = self.typed(words.MASTER_LEAST, words.MASTER_LEAST_HINT, lots, None)
        self.most, most = self.typed(words.MASTER_MOST, words.MASTER_MOST_HINT, lots, None)
        self.must(most, lambda: fault_of_bounds(self.least, self.most))
        self.beside(least, most)

    def _add_robots(self) -> None:
        self.magics, magics = self.typed(
            words.MAGICS_ALLOWED, words.MAGICS_ALLOWED_HINT, kinds.magics(words.ANY_OF_ALL), ()
        )
        self.no_magics, no_magics = self.typed(
            words.MAGICS_DENIED, words.MAGICS_DENIED_HINT, kinds.magics(words.NONE_OF_ALL), ()
        )
        self.beside(magics, no_magics)

    def _add_comments(self) -> None:
        self.comments, comments = self.typed(
            words.COMMENTS_ALLOWED, words.COMMENTS_ALLOWED_HINT, kinds.parts(words.ANY_OF_ALL), ()
        )
        self.no_comments, no_comments = self.typed(
            words.COMMENTS_DENIED, words.COMMENTS_DENIED_HINT, kinds.parts(words.NONE_OF_ALL), ()
        )
        self.beside(comments, no_comments)

    def _add_market(self) -> None:
        seconds = kinds.seconds(self.formats, words.NEED_SECONDS_ABOVE, least_ms=1)
        self.age, age = self.typed(words.MAX_AGE, words.MAX_AGE_HINT, seconds, _USUAL_AGE_MS)
        points = kinds.whole_or_none(words.NEED_POINTS_OR_NONE, unit=words.UNIT_POINTS, least=0)
        self.spread, spread = self.typed(words.MAX_SPREAD, words.MAX_SPREAD_HINT, points, None)
        self.beside(age, spread)

    def _add_most(self) -> None:
        count = kinds.whole_or_none(words.NEED_COUNT_OR_NONE, unit="", least=1)
        self.copies, copies = self.typed(words.MAX_POSITIONS, words.MAX_POSITIONS_HINT, count, None)
        lots = kinds.lots_or_none(self.formats)
        self.in_symbol, in_symbol = self.typed(
            words.MAX_SYMBOL_LOTS, words.MAX_SYMBOL_LOTS_HINT, lots, None
        )
        self.in_account, in_account = self.typed(
            words.MAX_ACCOUNT_LOTS, words.MAX_ACCOUNT_LOTS_HINT, lots, None
        )
        self.beside(in_symbol, in_account)
        self.beside(copies)

    def checks(self) -> list[tuple[Field, str]]:
        """Return each field that can be wrong, with what is."""
        found = super().checks()
        if self.hours.is_made:
            found.append((self.hours.field, self.hours.fault()))
        return found

    def show_settings(self, settings: RouteSettings) -> None:
        """Write the filters into the fields."""
        filters = settings.filters
        self.allowed.show_value(filters.symbols_allowed)
        self.denied.show_value(filters.symbols_denied)
        self.sides.show_ticked(filters.sides)
        self.kinds.show_ticked(filters.order_kinds)
        self.least.show_value(filters.min_master_lots)
        self.most.show_value(filters.max_master_lots)
        self.magics.show_value(filters.magics_allowed)
        self.no_magics.show_value(filters.magics_denied)
        self.comments.show_value(filters.comments_allowed)
        self.no_comments.show_value(filters.comments_denied)
        self.age.show_value(settings.max_age_ms)
        self.spread.show_value(filters.max_spread)
        self.copies.show_value(filters.max_positions)
        self.in_symbol.show_value(filters.max_symbol_lots)
        self.in_account.show_value(filters.max_account_lots)
        self.hours.show_sessions(filters.sessions)

    def applied_to(self, settings: RouteSettings) -> RouteSettings:
        """Return the settings with these filters."""
        filters = Filters(
            symbols_allowed=self.allowed.value(),
            symbols_denied=self.denied.value(),
            sides=self.sides.ticked(),
            magics_allowed=self.magics.value(),
            magics_denied=self.no_magics.value(),
            comments_allowed=self.comments.value(),
            comments_denied=self.no_comments.value(),
            min_master_lots=self.least.value(),
            max_master_lots=self.most.value(),
            order_kinds=self.kinds.ticked(),
            sessions=self.hours.sessions(),
            max_spread=self.spread.value(),
            max_positions=self.copies.value(),
            max_symbol_lots=self.in_symbol.value(),
            max_account_lots=self.in_account.value(),
        )
        return replace(settings, filters=filters, max_age_ms=self.age.value())
