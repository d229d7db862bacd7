"""Where the trader says how alerts are told on this machine. Keeps nothing itself."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.alert_manners import Manners
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog, first_wrong
from tradecopy_desktop.gui.times import minute_of, time_text
from tradecopy_desktop.gui.widgets.explained_check import ExplainedCheck


class AlertMannersDialog(FormDialog):
    """Sound on or off, and quiet hours. `chosen` carries the Manners."""

    chosen = Signal(object)

    def __init__(self, manners: Manners, sound: Callable[[], None], parent: QWidget) -> None:
        super().__init__(words.ALERT_MANNERS_TITLE, words.ALERT_MANNERS_INTRO, words.SAVE, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sound = ExplainedCheck(words.SOUND, words.SOUND_HINT, ticked=manners.sounds)
        self.try_it = QPushButton(words.TRY_SOUND)
        self.try_it.setAutoDefault(False)
        self.try_it.clicked.connect(lambda _: sound())
        self.quiet = ExplainedCheck(words.QUIET_HOURS, words.QUIET_HOURS_HINT, ticked=manners.quiet)
        self.begins = QLineEdit(time_text(manners.begins))
        self.ends = QLineEdit(time_text(manners.ends))
        self.from_field = Field(words.QUIET_FROM, self.begins)
        self.to_field = Field(words.QUIET_TO, self.ends)
        line = QHBoxLayout()
        line.addWidget(self.sound, 1)
        line.addWidget(self.try_it, alignment=Qt.AlignmentFlag.AlignTop)
        self.fields.addLayout(line)
        self.fields.addWidget(self.quiet)
        self.from_field.add_beside(self.fields)
        self.to_field.add_beside(self.fields)
        self.quiet.changed.connect(self._weigh)
        self.accept_button.clicked.connect(self._on_accepted)
        self._weigh()

    def _weigh(self) -> None:
        for field in (self.from_field, self.to_field):
            field.widget.setEnabled(self.quiet.is_ticked)

    def _on_accepted(self) -> None:
        begins, ends = minute_of(self.begins.text()), minute_of(self.ends.text())
        same = begins == ends and self.quiet.is_ticked
        wrong = first_wrong(
            [
                (self.from_field, "" if begins is not None else words.NEED_TIME),
                (self.to_field, self._fault_of_end(ends, same=same)),
            ]
        )
        self.fit()
        if not wrong and begins is not None and ends is not None:
            self.chosen.emit(
                Manners(
                    sounds=self.sound.is_ticked,
                    quiet=self.quiet.is_ticked,
                    begins=begins,
                    ends=ends,
                )
            )
            self.accept()

    def _fault_of_end(self, ends: int | None, *, same: bool) -> str:
        if ends is None:
            return words.NEED_TIME
        return words.NEED_OTHER_TIME if same else ""
