"""The program's own settings, section by section. Keeps nothing itself."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSettings, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.desk_settings import OwnState
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.form import Field, first_wrong
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.panels.settings_cards import (
    AlarmCard,
    AppearanceCard,
    BridgeCard,
    DataCard,
    RecordsCard,
    StartCard,
)
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.card_columns import CardColumns
from tradecopy_desktop.gui.widgets.notices import Notices


class SettingsPanel(Panel):
    """Colors and language at once or at the next start; port and days are saved together."""

    manners_asked = Signal()
    notices_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        notices: Notices,
        appearance: Appearance,
        settings: QSettings | None,
    ) -> None:
        super().__init__(words.SETTINGS)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._state: OwnState | None = None
        self.colors = AppearanceCard(appearance, settings)
        self.alarms = AlarmCard(appearance)
        self.bridge = BridgeCard()
        self.records = RecordsCard()
        self.start = StartCard()
        self.data = DataCard(appearance)
        self.save = make_action(self, words.SETTINGS_SAVE, "check", appearance, self._on_save)
        set_keys(self.save, "Ctrl+S", words.SETTINGS_SAVE_TIP)
        self.save_button: QPushButton = button_for(self.save, "check", appearance, style="primary")
        self.title_line.addWidget(self.save_button)
        self.trouble = label("", "fault")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.cards = CardColumns(
            words.SETTINGS,
            (self.colors, self.alarms, self.start),
            (self.bridge, self.records, self.data),
        )
        self.body.addWidget(self.cards, 1)
        self.setFocusProxy(self.colors.themes.button(0))
        self._connect_signals()
        self._weigh()

    def read(self) -> None:
        """Show what is set at present."""
        if self._tasks.can_start:
            self._tasks.start(self._desk.own_state(), name=words.SETTINGS, done=self._show)

    def _connect_signals(self) -> None:
        self.shown.connect(self._on_shown)
        self.alarms.sound.clicked.connect(self.manners_asked)
        self.alarms.away.clicked.connect(self.notices_asked)
        for field in self._fields():
            field.widget.textEdited.connect(self._weigh)  # type: ignore[attr-defined]
        self.start.check.box.clicked.connect(self._on_autostart)
        self.data.open.clicked.connect(self._on_open_folder)

    def _fields(self) -> tuple[Field, Field, Field]:
        return self.bridge.port_field, self.records.log_field, self.records.raw_field

    def _on_shown(self, there: bool) -> None:
        # What is being typed is not thrown away by a look at another page.
        if there and not self.save.isEnabled():
            self.read()

    def _show(self, state: OwnState) -> None:
        self._state = state
        self.trouble.setText(words.settings_unread(state.trouble) if state.trouble else "")
        self.trouble.setVisible(bool(state.trouble))
        self.bridge.show_settings(state.settings, state.port)
        self.records.show_settings(state.settings)
        self.start.show_state(on=state.autostart, why_not=state.autostart_not)
        self.data.show_folder(state.data_folder)
        for field in self._fields():
            field.tell("")
        self._weigh()

    def _typed(self) -> tuple[int | None, int | None, int | None]:
        return self.bridge.port(), self.records.log_days(), self.records.raw_days()

    def _weigh(self) -> None:
        state = self._state
        if state is None:
            self.save.setEnabled(False)
            return
        own = state.settings
        differs = self._typed() != (own.port, own.log_days, own.raw_days)
        # A file that cannot be read is mended by saving.
        self.save.setEnabled(differs or bool(state.trouble))

    def _on_save(self) -> None:
        port, log_days, raw_days = self._typed()
        checks = [
            (self.bridge.port_field, "" if port is not None else words.NEED_BRIDGE_PORT),
            (self.records.log_field, "" if log_days is not None else words.NEED_DAYS),
            (self.records.raw_field, "" if raw_days is not None else words.NEED_DAYS),
        ]
        wrong = first_wrong(checks)
        state = self._state
        if wrong or state is None or port is None or log_days is None or raw_days is None:
            return
        # What has no field here stays as it is set.
        settings = replace(state.settings, port=port, log_days=log_days, raw_days=raw_days)
        self._tasks.start(
            self._desk.set_program_settings(settings),
            name=words.SETTINGS,
            done=lambda _: self._on_saved(),
        )

    def _on_saved(self) -> None:
        self._notices.say(words.SETTINGS_SAVED, Health.GOOD)
        self.read()

    def _on_autostart(self, on: bool) -> None:
        self._tasks.start(
            self._desk.set_autostart(on=on),
            name=words.AUTOSTART,
            done=lambda _: self._notices.say(
                words.AUTOSTART_ON if on else words.AUTOSTART_OFF, Health.GOOD
            ),
            refused=lambda why: self._on_autostart_refused(why, was=not on),
        )

    def _on_autostart_refused(self, why: str, *, was: bool) -> None:
        self.start.check.box.setChecked(was)
        self._notices.say(why, Health.BAD)

    def _on_open_folder(self) -> None:
        show_folder(self.data.folder, self._notices)


def show_folder(folder: Path | None, notices: Notices) -> None:
    """Have the desktop show a folder, and say so where it cannot."""
    if folder is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        notices.say(words.folder_not_opened(str(folder)), Health.WARNING)
