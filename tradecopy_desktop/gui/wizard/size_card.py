"""How large one follower copies, with what it would get of the example. Orders nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from tradecopy_desktop.app.preview_views import PreviewRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.size_choice import SizeChoice
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.widgets.card import label, restyle
from tradecopy_desktop.gui.widgets.elided_label import ElidedLabel
from tradecopy_desktop.gui.wizard.plan import Chosen


class SizeCard(QFrame):
    """`changed` tells of another size."""

    changed = Signal()

    def __init__(self, chosen: Chosen, currency: str, appearance: Appearance) -> None:
        super().__init__()
        self.chosen = chosen
        self._formats = appearance.formats
        self.setProperty("card", "true")
        self.setAccessibleName(chosen.name)
        self.size_choice = SizeChoice(appearance.formats)
        self.size_choice.set_currency(currency)
        self.size_choice.kinds.setAccessibleName(words.size_of(chosen.name))
        self.hint = label("", "hint")
        self.hint.setWordWrap(True)
        self.result = label("", "figure")
        self.result.setWordWrap(True)
        self._lay_out()
        self.show_size()
        self.size_choice.changed.connect(self._on_kind_chosen)
        self.size_choice.number.textChanged.connect(lambda _: self._on_typed())
        self._on_kind_chosen()

    @property
    def is_complete(self) -> bool:
        """Tell whether a size stands there; without one the last that did is of no use."""
        return self.size_choice.sizing() is not None

    def show_size(self) -> None:
        """Write the size that was chosen into the fields."""
        sizing = self.chosen.sizing
        self.size_choice.show_sizing(sizing)
        # On the way there each signal told of another one.
        self.chosen.sizing = sizing

    def is_right(self) -> bool:
        """Tell whether the size is complete, and say at the field what is not."""
        fault = self.size_choice.fault()
        self._say(fault or self.size_choice.kind.hint, is_wrong=bool(fault))
        return not fault

    def show_preview(self, row: PreviewRow | None) -> None:
        """Show what the follower would get; None: nothing is known to be copied."""
        if row is None:
            text = ""
        elif row.lots is None:
            text = words.gets_nothing(begun(row.reason))
        else:
            text = words.gets(self._formats.lots(row.lots), row.symbol)
        self.result.setText(text)
        role = "hint" if row is None or row.lots is None else "figure"
        if self.result.property("role") != role:
            self.result.setProperty("role", role)
            restyle(self.result)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        name = ElidedLabel("heading")
        name.setText(self.chosen.name)
        name.setToolTip(self.chosen.name)
        head.addWidget(name, 2)
        head.addWidget(self.size_choice, 3)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.hint, 3)
        below.addWidget(self.result, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 9)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(below)

    def _on_kind_chosen(self) -> None:
        self._say(self.size_choice.kind.hint, is_wrong=False)
        self._on_typed()

    def _on_typed(self) -> None:
        sizing = self.size_choice.sizing()
        if sizing is not None:
            self.chosen.sizing = sizing
        self.changed.emit()

    def _say(self, text: str, *, is_wrong: bool) -> None:
        self.hint.setText(text)
        self.hint.setProperty("role", "fault" if is_wrong else "hint")
        restyle(self.hint)
