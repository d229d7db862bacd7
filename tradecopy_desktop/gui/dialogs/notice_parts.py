"""The fields of each way in which alarms leave the machine. They keep and send nothing."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tradecopy_desktop.domain.notices import (
    DeadManSettings,
    MailSettings,
    QuietHours,
    Security,
    WebhookSettings,
)
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field
from tradecopy_desktop.gui.dialogs.guard_day import ZoneChoice
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.times import minute_of, time_text
from tradecopy_desktop.gui.widgets.explained_check import ExplainedCheck

Checks = list[tuple[Field, str]]
_TITLE = 96
_GAP = 8
_HIDDEN = QLineEdit.EchoMode.PasswordEchoOnEdit


class _Part(QWidget):
    """A box that switches the part on, and its fields."""

    def __init__(self, text: str, hint: str, *, used: bool) -> None:
        super().__init__()
        self.use = ExplainedCheck(text, hint, ticked=used)
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(10)
        self.lines.addWidget(self.use)
        self._fields: list[QWidget] = []
        self.use.changed.connect(self._weigh)

    def add(self, title: str, widget: QWidget, hint: str = "") -> Field:
        """Add a field that can be filled in while the part is used."""
        field = Field(title, widget, hint)
        field.title.setFixedWidth(_TITLE)
        field.note.setContentsMargins(_TITLE + _GAP, 0, 0, 0)
        line, box = QHBoxLayout(), QVBoxLayout()
        line.setSpacing(_GAP)
        line.addWidget(field.title)
        line.addWidget(widget, 1)
        box.setSpacing(2)
        box.addLayout(line)
        box.addWidget(field.note)
        self.lines.addLayout(box)
        self._fields.append(widget)
        return field

    def checks(self) -> Checks:
        """Return each field that can be wrong, with what is."""
        raise NotImplementedError

    def end(self) -> None:
        """Leave the rest of the room empty."""
        self.lines.addStretch()
        self._weigh()

    def _weigh(self) -> None:
        for widget in self._fields:
            widget.setEnabled(self.use.is_ticked)


class WebhookPart(_Part):
    """An address, and whether it may be spoken to without encryption."""

    def __init__(self, settings: WebhookSettings | None) -> None:
        super().__init__(words.USE_WEBHOOK, words.USE_WEBHOOK_HINT, used=settings is not None)
        self.url = QLineEdit(settings.url if settings is not None else "")
        self.url.setEchoMode(_HIDDEN)
        self.url_field = self.add(words.WEBHOOK_URL, self.url, words.WEBHOOK_URL_HINT)
        self.plain = ExplainedCheck(
            words.ALLOW_PLAIN,
            words.ALLOW_PLAIN_HINT,
            ticked=settings is not None and settings.allow_plain,
        )
        self.lines.addWidget(self.plain)
        self.end()

    def settings(self) -> WebhookSettings | None:
        """Return what is filled in; raise ValueError with what is wrong."""
        if not self.use.is_ticked:
            return None
        return WebhookSettings(url=self.url.text().strip(), allow_plain=self.plain.is_ticked)

    def checks(self) -> Checks:
        """Return the field that can be wrong."""
        return [(self.url_field, _fault(self.settings))]


class MailPart(_Part):
    """A server, a login, and who writes to whom."""

    def __init__(self, settings: MailSettings | None) -> None:
        super().__init__(words.USE_MAIL, words.USE_MAIL_HINT, used=settings is not None)
        self.host = QLineEdit(settings.host if settings else "")
        self.port = QLineEdit(str(settings.port) if settings else "465")
        self.security = QComboBox()
        for each in Security:
            self.security.addItem(words.SECURITIES[each], each.value)
        self.security.setCurrentIndex(
            self.security.findData(settings.security.value if settings else Security.TLS.value)
        )
        self.user = QLineEdit(settings.user if settings else "")
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.sent_from = QLineEdit(settings.sender if settings else "")
        self.recipients = QLineEdit(", ".join(settings.recipients) if settings else "")
        self.host_field = self.add(words.MAIL_HOST, self.host, words.MAIL_HOST_HINT)
        self.port_field = self.add(words.MAIL_PORT, self.port, words.MAIL_PORT_HINT)
        self.add(words.MAIL_SECURITY, self.security)
        self.add(words.MAIL_USER, self.user, words.MAIL_USER_HINT)
        self.add(words.MAIL_PASSWORD, self.password, words.MAIL_PASSWORD_HINT)
        self.sender_field = self.add(words.MAIL_SENDER, self.sent_from, words.MAIL_SENDER_HINT)
        self.recipients_field = self.add(
            words.MAIL_RECIPIENTS, self.recipients, words.MAIL_RECIPIENTS_HINT
        )
        self.end()

    def settings(self) -> MailSettings | None:
        """Return what is filled in; raise ValueError with what is wrong."""
        if not self.use.is_ticked:
            return None
        return MailSettings(
            host=self.host.text().strip(),
            port=_whole(self.port.text()),
            security=Security(self.security.currentData()),
            user=self.user.text().strip(),
            sender=self.sent_from.text().strip(),
            recipients=tuple(
                each.strip() for each in self.recipients.text().split(",") if each.strip()
            ),
        )

    def checks(self) -> Checks:
        """Return each field that can be wrong, with what is."""
        fault = _fault(self.settings)
        about = {"host": self.host_field, "port": self.port_field}
        wrong = about.get(fault.lower().partition(" ")[0])
        if wrong is None:
            named = "@" in self.sent_from.text()
            wrong = self.recipients_field if named else self.sender_field
        text = words.NEED_PORT if wrong is self.port_field and fault else fault
        fields = (self.host_field, self.port_field, self.sender_field, self.recipients_field)
        return [(field, text if field is wrong else "") for field in fields]


class SignPart(_Part):
    """An address that is asked for again and again."""

    def __init__(self, settings: DeadManSettings | None) -> None:
        super().__init__(words.USE_DEAD_MAN, words.USE_DEAD_MAN_HINT, used=settings is not None)
        self.url = QLineEdit(settings.url if settings is not None else "")
        self.url.setEchoMode(_HIDDEN)
        self.every = QLineEdit(str(settings.every_s) if settings is not None else "60")
        self.url_field = self.add(words.DEAD_MAN_URL, self.url, words.DEAD_MAN_URL_HINT)
        self.every_field = self.add(words.DEAD_MAN_EVERY, self.every, words.DEAD_MAN_EVERY_HINT)
        self.end()

    def settings(self) -> DeadManSettings | None:
        """Return what is filled in; raise ValueError with what is wrong."""
        if not self.use.is_ticked:
            return None
        return DeadManSettings(url=self.url.text().strip(), every_s=_whole(self.every.text()))

    def checks(self) -> Checks:
        """Return each field that can be wrong, with what is."""
        fault = _fault(self.settings)
        slow = fault.startswith("Every_s")
        return [
            (self.url_field, "" if slow else fault),
            (self.every_field, words.NEED_EVERY if slow else ""),
        ]


class QuietPart(_Part):
    """From when to when warnings keep still."""

    def __init__(self, quiet: QuietHours | None) -> None:
        super().__init__(words.USE_QUIET, words.USE_QUIET_HINT, used=quiet is not None)
        self.begins = QLineEdit(time_text(quiet.begins if quiet else 22 * 60))
        self.ends = QLineEdit(time_text(quiet.ends if quiet else 7 * 60))
        self.zone = ZoneChoice()
        self.zone.choose(quiet.zone if quiet else "UTC")
        self.from_field = self.add(words.QUIET_FROM, self.begins)
        self.to_field = self.add(words.QUIET_TO, self.ends)
        self.zone_field = self.add(words.ZONE, self.zone, words.ZONE_HINT)
        self.end()

    def settings(self) -> QuietHours | None:
        """Return what is filled in; raise ValueError with what is wrong."""
        begins, ends = minute_of(self.begins.text()), minute_of(self.ends.text())
        if not self.use.is_ticked:
            return None
        if begins is None or ends is None:
            raise ValueError(words.NEED_TIME)
        return QuietHours(begins=begins, ends=ends, zone=self.zone.zone() or "")

    def checks(self) -> Checks:
        """Return each field that can be wrong, with what is."""
        if not self.use.is_ticked:
            return [(self.from_field, ""), (self.to_field, ""), (self.zone_field, "")]
        begins, ends = minute_of(self.begins.text()), minute_of(self.ends.text())
        fault = words.NEED_OTHER_TIME if begins == ends else ""
        return [
            (self.from_field, words.NEED_TIME if begins is None else ""),
            (self.to_field, words.NEED_TIME if ends is None else fault),
            (self.zone_field, "" if self.zone.zone() else words.NEED_ZONE),
        ]


def _whole(text: str) -> int:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 10 else -1


def _fault(settings: Callable[[], object]) -> str:
    try:
        settings()
    except ValueError as e:
        return f"{begun(str(e)).rstrip('.')}."
    return ""
