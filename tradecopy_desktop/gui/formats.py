"""Numbers and times as the trader writes them. Computes nothing and rounds only for the eye."""

import re
from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import QDate, QLocale

from tradecopy_desktop.gui import words

NOTHING = "\N{EN DASH}"
_GROUP = 3


class Formats:
    """Writes numbers with the locale's signs; digits come from the Decimal, never from a float."""

    def __init__(self, locale: QLocale) -> None:
        self._point = locale.decimalPoint()
        self._group = locale.groupSeparator()
        self._minus = locale.negativeSign()
        self._locale = locale

    @property
    def date_form(self) -> str:
        """How the locale writes a date, as Qt's own fields for dates want to know it."""
        return self._locale.dateFormat(QLocale.FormatType.ShortFormat)

    def lots(self, lots: Decimal | None) -> str:
        """Return lots with at least two decimals: 0.50, 1.00, 0.125."""
        if lots is None:
            return NOTHING
        places = _places(lots.normalize())
        return self._number(lots, max(2, places), grouped=False)

    def price(self, price: Decimal | None) -> str:
        """Return a price with the digits it came with."""
        if price is None:
            return NOTHING
        return self._number(price, _places(price), grouped=False)

    def money(self, amount: Decimal | None, currency: str = "") -> str:
        """Return an amount with two decimals and, where given, its currency."""
        if amount is None:
            return NOTHING
        text = self._number(amount, 2, grouped=True)
        return f"{text} {currency}" if currency else text

    def gain(self, amount: Decimal | None, currency: str = "") -> str:
        """Return an amount that always shows its sign."""
        text = self.money(amount, currency)
        return f"+{text}" if amount is not None and amount > 0 else text

    def count(self, number: int | None) -> str:
        """Return a whole number."""
        if number is None:
            return NOTHING
        return self._number(Decimal(number), 0, grouped=True)

    def points(self, points: Decimal | None) -> str:
        """Return slippage in points with its sign; at most one decimal."""
        if points is None:
            return NOTHING
        places = min(1, _places(points.normalize()))
        text = self._number(points, places, grouped=False)
        return f"+{text}" if points > 0 else text

    def ms(self, milliseconds: float | None) -> str:
        """Return milliseconds with one decimal."""
        if milliseconds is None:
            return NOTHING
        return f"{milliseconds:.1f}".replace(".", self._point)

    def bound(self, milliseconds: float) -> str:
        """Return a bound between times in ms, with no more than three digits that matter."""
        text = f"{milliseconds:.0f}" if milliseconds >= 100 else f"{milliseconds:.3g}"
        return text.replace(".", self._point)

    def plain(self, number: Decimal) -> str:
        """Return a number with the decimals it needs."""
        return self._number(number, _places(number.normalize()), grouped=False)

    def percent(self, percent: Decimal | None) -> str:
        """Return a percentage with at most one decimal."""
        if percent is None:
            return NOTHING
        places = min(1, _places(percent.normalize()))
        return f"{self._number(percent, places, grouped=True)} %"

    def gained_percent(self, percent: Decimal | None) -> str:
        """Return a gain's percentage with two decimals and its sign."""
        return f"{self.gain(percent)} %" if percent is not None else NOTHING

    def minute(self, at: datetime) -> str:
        """Return the local time of day, to the minute."""
        return f"{at.astimezone():%H:%M}"

    def factor(self, factor: Decimal) -> str:
        """Return a multiplier, as in x 0.50."""
        return f"\N{MULTIPLICATION SIGN} {self.lots(factor)}"

    def clock(self, at: datetime) -> str:
        """Return the local time of day with milliseconds."""
        local = at.astimezone()
        return f"{local:%H:%M:%S}{self._point}{local.microsecond // 1000:03d}"

    def time_of_day(self, at: datetime) -> str:
        """Return the local time of day, to the second."""
        return f"{at.astimezone():%H:%M:%S}"

    def day(self, day: date) -> str:
        """Return a date."""
        shown = QDate(day.year, day.month, day.day)
        return self._locale.toString(shown, QLocale.FormatType.ShortFormat)

    def moment(self, at: datetime) -> str:
        """Return the local date and time, to the second."""
        local = at.astimezone()
        return f"{self.day(local.date())} {local:%H:%M:%S}"

    def day_and_time(self, at: datetime) -> str:
        """Return the local day of the month and time, to the second: 14 Mar 15:04:11."""
        return f"{self.day_of_month(at)} {at.astimezone():%H:%M:%S}"

    def day_of_month(self, at: datetime) -> str:
        """Return the local day and month: 14 Mar."""
        local = at.astimezone()
        return self._locale.toString(QDate(local.year, local.month, local.day), "d MMM")

    def parse_factor(self, text: str) -> Decimal | None:
        """Return the positive number the trader typed, or None if it is none."""
        plain = text.strip().replace(self._point, ".")
        if not plain.replace(".", "", 1).isdecimal() or not plain.isascii():
            return None
        factor = Decimal(plain)
        return factor if factor > 0 else None

    def parse_amount(self, text: str) -> Decimal | None:
        """Return the positive number the trader typed, with or without groups of three digits."""
        plain = text.strip()
        group = re.escape(self._group)
        # Only whole groups: a comma meant as a point must not make ten times as much. Nor does a
        # group begin with 0: 0,125 is no hundred and twenty-five.
        if re.fullmatch(
            rf"[1-9]\d{{0,2}}(?:{group}\d{{3}})+(?:{re.escape(self._point)}\d+)?", plain
        ):
            plain = plain.replace(self._group, "")
        return self.parse_factor(plain)

    def _number(self, value: Decimal, places: int, *, grouped: bool) -> str:
        digits = f"{abs(value):.{places}f}"
        whole, _, fraction = digits.partition(".")
        if grouped and len(whole) > _GROUP:
            whole = f"{int(whole):,}".replace(",", self._group)
        text = f"{whole}{self._point}{fraction}" if fraction else whole
        # A rounded zero has no sign: -0.00 would look like a loss.
        return f"{self._minus}{text}" if value < 0 and digits.strip("0.") else text


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def begun(text: str) -> str:
    """Return what the rules tell as it stands at a line's beginning: with a capital letter."""
    said = words.told(text)
    return said[:1].upper() + said[1:]
