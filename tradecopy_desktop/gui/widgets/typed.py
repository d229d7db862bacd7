"""A field into which a value is typed, with its unit. What it means is told to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tradecopy_desktop.gui.widgets.card import label, restyle
from tradecopy_desktop.gui.widgets.seen import set_seen

T = TypeVar("T")
_SHORT = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[T]):
    """How a value is read and written. `read` raises ValueError; then `fault` is said."""

    read: Callable[[str], T]
    write: Callable[[T], str]
    fault: str
    unit: str = ""
    when_empty: str = ""
    is_wide: bool = False


class Typed(QWidget, Generic[T]):
    """One field; `changed` tells of typing. What is not touched comes back as it was shown."""

    changed = Signal()

    def __init__(self, kind: Kind[T], value: T) -> None:
        super().__init__()
        self._kind = kind
        self._shown = value
        self.line = QLineEdit()
        self.line.setPlaceholderText(kind.when_empty)
        self.line.setProperty("wrong", "false")
        self.unit = label(kind.unit, "hint")
        set_seen(self.unit, seen=bool(kind.unit))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        if kind.is_wide:
            layout.addWidget(self.line, 1)
        else:
            self.line.setFixedWidth(_SHORT)
            layout.addWidget(self.line)
            layout.addWidget(self.unit)
            layout.addStretch()
        self.setFocusProxy(self.line)
        self.show_value(value)
        self.line.textChanged.connect(lambda _: self.changed.emit())

    def show_value(self, value: T) -> None:
        """Write a value into the field."""
        self._shown = value
        self._mark(wrong=False)
        self.line.setText(self._kind.write(value))

    def value(self) -> T:
        """Return what is typed, or what was shown before where that is no value."""
        text = self.line.text().strip()
        if text == self._kind.write(self._shown):
            # Writing may have rounded; reading must not.
            return self._shown
        try:
            return self._kind.read(text)
        except ValueError:
            return self._shown

    def fault(self) -> str:
        """Return what is wrong, or nothing; the field is marked by it."""
        text = self.line.text().strip()
        wrong = False
        if text != self._kind.write(self._shown):
            try:
                self._kind.read(text)
            except ValueError:
                wrong = True
        self._mark(wrong=wrong)
        return self._kind.fault if wrong else ""

    def name(self, title: str) -> None:
        """Tell a screen reader what is typed here."""
        unit = self.unit.text()
        self.line.setAccessibleName(f"{title}, {unit}" if unit else title)

    def _mark(self, *, wrong: bool) -> None:
        word = "true" if wrong else "false"
        if self.line.property("wrong") != word:
            self.line.setProperty("wrong", word)
            restyle(self.line)
