"""The tab that says who copies whom, how large, and how sizes are bounded."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QLineEdit

from tradecopy_desktop.app.views import AccountRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import BelowMinimum, VolumeRules
from tradecopy_desktop.gui import typed_kinds as kinds
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.dialogs.route_part import RoutePart, fault_of_bounds
from tradecopy_desktop.gui.dialogs.size_choice import SizeChoice
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.turns import Piece
from tradecopy_desktop.gui.widgets.card import label

_USUAL = VolumeRules()


class SizePart(RoutePart):
    """Accounts, name, size and its bounds. `accounts` are offered by their roles."""

    def __init__(self, accounts: Sequence[AccountRow], formats: Formats) -> None:
        super().__init__(formats)
        self._accounts = accounts

    def steps(self) -> Sequence[Piece]:
        """Return what makes the fields."""
        return (
            self._add_ends,
            self._add_size,
            self._add_bounds,
            self._add_most,
            self._add_further,
            self._add_money,
            self._add_confirmed,
        )

    def _add_ends(self) -> None:
        self.master = _accounts_choice(self._accounts, Role.MONITOR, words.PICK_MASTER)
        self.follower = _accounts_choice(self._accounts, Role.EXECUTOR, words.PICK_FOLLOWER)
        self.master_field = Field(words.ROUTE_MASTER, self.master)
        self.follower_field = Field(words.ROUTE_FOLLOWER, self.follower)
        self.beside(self.master_field, self.follower_field)
        self.setFocusProxy(self.master)
        if self.master.count() == 1:
            self.master_field.tell(words.NO_MASTERS_HERE)
        if self.follower.count() == 1:
            self.follower_field.tell(words.NO_FOLLOWERS_HERE)
        for box in (self.master, self.follower):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.follower.currentIndexChanged.connect(lambda _: self._show_currency())

    def _add_size(self) -> None:
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.sizing = SizeChoice(self.formats)
        self.size_field = Field(words.ROUTE_SIZE, self.sizing, self.sizing.kind.hint)
        self.name_field = Field(words.ROUTE_NAME, self.name, words.ROUTE_NAME_HINT)
        self.stack(self.name_field, self.size_field)
        self.must(self.size_field, lambda: self.sizing.fault(is_due=self.is_due))
        self.name.textChanged.connect(lambda _: self.changed.emit())
        self.sizing.changed.connect(self._on_kind_chosen)
        self.sizing.number.textChanged.connect(lambda _: self.changed.emit())

    def _add_bounds(self) -> None:
        self.lines.addWidget(label(words.ADVANCED_SIZE, "figure"))
        self.below, below = self.choice(words.BELOW_TITLE, words.BELOW_MINIMUM, words.BELOW_HINTS)
        one = Decimal(1)
        times = kinds.amount(self.formats, words.NEED_COEFFICIENT, unit=words.UNIT_TIMES, least=one)
        self.coefficient, self.coefficient_field = self.typed(
            words.COEFFICIENT, words.COEFFICIENT_HINT, times, _USUAL.risk_coefficient
        )
        self.stack(below, self.coefficient_field)
        self.below.changed.connect(self._weigh)
        self._weigh()

    def _add_most(self) -> None:
        lots = kinds.lots_or_none(self.formats)
        self.least, least = self.typed(words.MIN_LOTS, words.MIN_LOTS_HINT, lots, None)
        self.most, most = self.typed(words.MAX_LOTS, words.MAX_LOTS_HINT, lots, None)
        self.must(most, lambda: fault_of_bounds(self.least, self.most))
        self.above, above = self.choice(words.ABOVE_TITLE, words.ABOVE_MAXIMUM, words.ABOVE_HINTS)
        self.beside(least, most)
        self.stack(above)

    def _add_further(self) -> None:
        self.further, further = self.choice(
            words.FURTHER_TITLE, words.FURTHER_ORDERS, words.FURTHER_HINTS
        )
        self.remainder, remainder = self.choice(
            words.REMAINDER_TITLE, words.REMAINDERS, words.REMAINDER_HINTS
        )
        self.stack(further, remainder)

    def _add_money(self) -> None:
        self.commission, commission = self.typed(
            words.COMMISSION,
            words.COMMISSION_HINT,
            kinds.amount(
                self.formats, words.NEED_COMMISSION, unit=words.UNIT_MONEY, least=Decimal(0)
            ),
            _USUAL.commission,
        )
        points = kinds.whole_or_none(words.NEED_WHOLE_POINTS, unit=words.UNIT_POINTS, least=1)
        self.assumed, assumed = self.typed(
            words.ASSUMED_STOP, words.ASSUMED_STOP_HINT, points, None
        )
        self.beside(commission, assumed)

    def _add_confirmed(self) -> None:
        self.funds_age, age = self.typed(
            words.FUNDS_AGE,
            words.FUNDS_AGE_HINT,
            kinds.seconds(self.formats, words.NEED_SECONDS_ABOVE, least_ms=1),
            _USUAL.max_funds_age_ms,
        )
        self.beside(age)
        self.confirmed = self.check(words.LOTS_CONFIRMED, words.LOTS_CONFIRMED_HINT)
        self.lines.addStretch()

    def show_settings(self, settings: RouteSettings) -> None:
        """Write size and bounds into the fields."""
        volume = settings.volume
        self.sizing.show_sizing(settings.sizing)
        self.below.show_choice(volume.below_minimum, {})
        self.coefficient.show_value(volume.risk_coefficient)
        self.least.show_value(volume.min_lots)
        self.most.show_value(volume.max_lots)
        self.above.show_choice(volume.above_maximum, {})
        self.further.show_choice(volume.further_orders, {})
        self.remainder.show_choice(volume.remainder, {})
        self.commission.show_value(volume.commission)
        self.assumed.show_value(volume.assumed_stop)
        self.funds_age.show_value(volume.max_funds_age_ms)
        self.confirmed.box.setChecked(settings.literal_lots_confirmed)

    def applied_to(self, settings: RouteSettings) -> RouteSettings:
        """Return the settings with this size."""
        volume = replace(
            settings.volume,
            below_minimum=self.below.option.value,
            risk_coefficient=self.coefficient.value(),
            min_lots=self.least.value(),
            max_lots=self.most.value(),
            above_maximum=self.above.option.value,
            further_orders=self.further.option.value,
            remainder=self.remainder.option.value,
            commission=self.commission.value(),
            assumed_stop=self.assumed.value(),
            max_funds_age_ms=self.funds_age.value(),
        )
        return replace(
            settings,
            sizing=self.sizing.sizing() or settings.sizing,
            volume=volume,
            literal_lots_confirmed=self.confirmed.is_ticked,
        )

    def choose(self, master: AccountKey | None, follower: AccountKey | None) -> None:
        """Choose accounts; None leaves one as it is."""
        for box, key in ((self.master, master), (self.follower, follower)):
            places = [place for place in range(box.count()) if box.itemData(place) == key]
            if key is not None and places:
                box.setCurrentIndex(places[0])

    def fix_ends(self) -> None:
        """Let the accounts stay what they are."""
        for box in (self.master, self.follower):
            box.setEnabled(False)
            box.setToolTip(box.currentText())
            # Its login and server would not fit, and there is nothing to choose between.
            key = box.currentData()
            name = next((row.name for row in self._accounts if row.key == key), "")
            box.setItemText(box.currentIndex(), name)
        self.master_field.set_hint(words.ENDS_FIXED_HINT)
        self.setFocusProxy(self.name)

    @property
    def ends(self) -> tuple[AccountKey | None, AccountKey | None]:
        """Master and follower, None where none is chosen."""
        return _chosen(self.master), _chosen(self.follower)

    def _weigh(self) -> None:
        within = self.below.option.value is BelowMinimum.MINIMUM_WITHIN_RISK
        self.coefficient_field.title.setVisible(within)
        self.coefficient_field.widget.setVisible(within)
        self.coefficient_field.note.setVisible(within)

    def _on_kind_chosen(self) -> None:
        # Its number starts anew.
        self.is_due = False
        self.size_field.set_hint(self.sizing.kind.hint)
        self.changed.emit()

    def _show_currency(self) -> None:
        follower = _chosen(self.follower)
        found = (row.currency for row in self._accounts if row.key == follower)
        self.sizing.set_currency(next(found, ""))


def _accounts_choice(accounts: Sequence[AccountRow], role: Role, hint: str) -> QComboBox:
    box = QComboBox()
    box.addItem(hint, None)
    for row in sorted(accounts, key=lambda row: row.name.casefold()):
        if role in row.roles:
            box.addItem(words.account(row.name, row.key.login, row.key.server), row.key)
    # Two of them stand beside each other, and a server's name may be long.
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    box.currentTextChanged.connect(box.setToolTip)
    return box


def _chosen(box: QComboBox) -> AccountKey | None:
    key = box.currentData()
    return key if isinstance(key, AccountKey) else None
