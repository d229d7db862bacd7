"""The tab that says what becomes of stops and pending orders, and how far a price may run."""

from collections.abc import Sequence
from dataclasses import replace

from tradecopy_desktop.domain.order_rules import OrderRules, PendingPolicy, WhenSlipped
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.stop_rules import StopRule, StopSource
from tradecopy_desktop.gui import typed_kinds as kinds
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.dialogs.route_part import RoutePart
from tradecopy_desktop.gui.turns import Piece
from tradecopy_desktop.gui.widgets.numbered_choice import Number, NumberedChoice
from tradecopy_desktop.gui.widgets.typed import Kind, Typed

_MOST_POINTS = 1_000_000
_USUAL_POINTS = 500
_USUAL = OrderRules()


class StopInputs:
    """One stop: where it comes from, and how far it is moved away."""

    def __init__(self, part: RoutePart, title: str) -> None:
        fixed = Number(
            unit=words.UNIT_POINTS, least=1, most=_MOST_POINTS, fault=words.NEED_FIXED_POINTS
        )
        self.source: NumberedChoice[StopSource]
        self.source, source = part.choice(
            title, words.STOP_SOURCES, words.STOP_SOURCE_HINTS, {StopSource.FIXED: fixed}
        )
        self.offset: Typed[int]
        self.offset, self._offset_field = part.typed(
            words.STOP_OFFSET, words.STOP_OFFSET_HINT, kinds.signed_points(words.NEED_OFFSET), 0
        )
        self.offset.name(f"{title}, {words.STOP_OFFSET}")
        part.beside(source, self._offset_field, first=2)

    def show_rule(self, rule: StopRule) -> None:
        """Show how one stop is set."""
        points = rule.points if rule.points is not None else _USUAL_POINTS
        self.source.show_choice(rule.source, {StopSource.FIXED: points})
        self.offset.show_value(rule.offset)

    def rule(self) -> StopRule:
        """Return what is filled in; faults must be mended before."""
        source = self.source.option.value
        fixed = source is StopSource.FIXED
        points = self.source.typed(StopSource.FIXED, _USUAL_POINTS) if fixed else None
        return StopRule(source=source, points=points, offset=self.offset.value())


class OrdersPart(RoutePart):
    """Side, stops, pending orders and slippage."""

    def steps(self) -> Sequence[Piece]:
        """Return what makes the fields."""
        return (
            self._add_stop_loss,
            self._add_take_profit,
            self._add_trouble,
            self._add_slippage,
            self._add_pendings,
            self._add_one_sided,
        )

    def _add_stop_loss(self) -> None:
        self.reverse = self.check(words.REVERSE_SIDES, words.REVERSE_SIDES_HINT)
        self.setFocusProxy(self.reverse)
        self.stop_loss = StopInputs(self, words.SL_OF_COPIES)

    def _add_take_profit(self) -> None:
        self.take_profit = StopInputs(self, words.TP_OF_COPIES)

    def _add_trouble(self) -> None:
        self.refused, refused = self.choice(
            words.REFUSED_STOPS_TITLE, words.REFUSED_STOPS, words.REFUSED_STOPS_HINTS
        )
        self.passed, passed = self.choice(
            words.PASSED_STOPS_TITLE, words.PASSED_STOPS, words.PASSED_STOPS_HINTS
        )
        self.stack(refused, passed)
        self.loosen = self.check(words.MAY_LOOSEN, words.MAY_LOOSEN_HINT)

    def _add_slippage(self) -> None:
        points = kinds.whole_or_none(words.NEED_POINTS_OR_NONE, unit=words.UNIT_POINTS, least=0)
        self.slippage, slippage = self.typed(
            words.MAX_SLIPPAGE, words.MAX_SLIPPAGE_HINT, points, None
        )
        self.slipped, self.slipped_field = self.choice(
            words.SLIPPED_TITLE, words.WHEN_SLIPPED, words.SLIPPED_HINTS
        )
        self.wait, self.wait_field = self.typed(
            words.WAIT_FOR, words.WAIT_FOR_HINT, self._seconds(), _USUAL.wait_ms
        )
        self.stack(slippage)
        self.beside(self.slipped_field, self.wait_field)

    def _add_pendings(self) -> None:
        self.pendings, pendings = self.choice(
            words.PENDINGS_TITLE, words.PENDING_POLICIES, words.PENDINGS_HINTS
        )
        self.stack(pendings)

    def _add_one_sided(self) -> None:
        self.master_filled, self.master_field = self.choice(
            words.MASTER_FILLED, words.ONE_SIDED, words.ONE_SIDED_HINTS
        )
        self.follower_filled, self.follower_field = self.choice(
            words.FOLLOWER_FILLED, words.ONE_SIDED, words.ONE_SIDED_HINTS
        )
        self.one_sided, self.one_sided_field = self.typed(
            words.ONE_SIDED_AFTER,
            words.ONE_SIDED_AFTER_HINT,
            self._seconds(),
            _USUAL.one_sided_after_ms,
        )
        self.beside(self.master_field, self.follower_field)
        self.stack(self.one_sided_field)
        self.keep = self.check(words.KEEP_PENDINGS, words.KEEP_PENDINGS_HINT)
        for each in (self.slippage, self.slipped, self.pendings):
            each.changed.connect(self._weigh)
        self._weigh()
        self.lines.addStretch()

    def _seconds(self) -> Kind[int]:
        return kinds.seconds(self.formats, words.NEED_SECONDS_OR_0, least_ms=0)

    def show_settings(self, settings: RouteSettings) -> None:
        """Write stops and orders into the fields."""
        stops, orders = settings.stops, settings.orders
        self.reverse.box.setChecked(settings.reverse)
        self.stop_loss.show_rule(stops.stop_loss)
        self.take_profit.show_rule(stops.take_profit)
        self.refused.show_choice(stops.refused, {})
        self.passed.show_choice(stops.passed, {})
        self.loosen.box.setChecked(stops.may_loosen)
        self.slippage.show_value(orders.max_slippage)
        self.slipped.show_choice(orders.when_slipped, {})
        self.wait.show_value(orders.wait_ms)
        self.pendings.show_choice(orders.pendings, {})
        self.master_filled.show_choice(orders.master_filled, {})
        self.follower_filled.show_choice(orders.follower_filled, {})
        self.one_sided.show_value(orders.one_sided_after_ms)
        self.keep.box.setChecked(orders.keep_pendings)
        self._weigh()

    def applied_to(self, settings: RouteSettings) -> RouteSettings:
        """Return the settings with these stops and orders."""
        stops = replace(
            settings.stops,
            stop_loss=self.stop_loss.rule(),
            take_profit=self.take_profit.rule(),
            refused=self.refused.option.value,
            passed=self.passed.option.value,
            may_loosen=self.loosen.is_ticked,
        )
        orders = OrderRules(
            pendings=self.pendings.option.value,
            master_filled=self.master_filled.option.value,
            follower_filled=self.follower_filled.option.value,
            one_sided_after_ms=self.one_sided.value(),
            keep_pendings=self.keep.box.isChecked(),
            max_slippage=self.slippage.value(),
            when_slipped=self.slipped.option.value,
            wait_ms=self.wait.value(),
        )
        return replace(settings, reverse=self.reverse.is_ticked, stops=stops, orders=orders)

    def _weigh(self) -> None:
        """Offer only what acts with what is chosen besides."""
        limited = self.slippage.value() is not None
        waits = self.slipped.option.value is WhenSlipped.WAIT
        places = self.pendings.option.value is PendingPolicy.AS_PENDINGS
        self.slipped.setEnabled(limited)
        self.wait.setEnabled(limited and waits)
        for field in (self.master_field, self.follower_field, self.one_sided_field):
            _enable(field, is_on=places)
        self.keep.box.setEnabled(places)


def _enable(field: Field, *, is_on: bool) -> None:
    field.widget.setEnabled(is_on)
