"""Where alarms go besides the window. It has them saved and tested, and sends nothing itself."""

from functools import cached_property, partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from shiboken6 import isValid

from tradecopy_desktop.app.desk import DeskNotices
from tradecopy_desktop.domain.notices import NoticeRules
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.form import FormDialog, first_wrong
from tradecopy_desktop.gui.dialogs.notice_parts import (
    MailPart,
    QuietPart,
    SignPart,
    WebhookPart,
)
from tradecopy_desktop.gui.dressing import polish
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.places import Places
from tradecopy_desktop.gui.widgets.segments import Segments

_WIDTH = 560


class NoticesDialog(FormDialog):
    """Four parts behind a row of buttons. It stays open after saving, to be tested."""

    def __init__(
        self, desk: DeskNotices, tasks: Tasks, appearance: Appearance, parent: QWidget
    ) -> None:
        super().__init__(words.NOTICES_TITLE, words.NOTICES_INTRO, words.SAVE, parent, width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._tasks = tasks
        rules = desk.notice_rules()
        self.cancel_button.setText(words.DONE)
        self.parts = Segments([(part, "") for part in words.NOTICE_PARTS], appearance)
        self._rules = rules
        self.stack = Places(
            (lambda: self.webhook, lambda: self.mail, lambda: self.sign, lambda: self.quiet)
        )
        self.said = label("", "hint")
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.tests: list[QPushButton] = []
        self._lay_out()
        self.parts.chosen.connect(self.show_part)
        self.accept_button.clicked.connect(self._on_accepted)
        self.parts.choose(0)
        # All parts: the form is as high as the highest of them.
        for number in range(len(words.NOTICE_PARTS)):
            self.before(partial(self.stack.prepare, number), partial(polish, self.stack))
        self.before(self._offer_tests)

    @cached_property
    def webhook(self) -> WebhookPart:
        """The first part."""
        return WebhookPart(self._rules.webhook)

    @cached_property
    def mail(self) -> MailPart:
        """The second part."""
        return MailPart(self._rules.mail)

    @cached_property
    def sign(self) -> SignPart:
        """The third part."""
        return SignPart(self._rules.dead_man)

    @cached_property
    def quiet(self) -> QuietPart:
        """The fourth part."""
        return QuietPart(self._rules.quiet)

    def show_part(self, number: int) -> None:
        """Bring one of the parts to the front."""
        self.parts.choose(number)
        self.stack.bring(number)
        self.fit()

    def refuse(self, why: str) -> None:
        """Show why something was not done."""
        if isValid(self):
            self.said.hide()
            super().refuse(why)

    def set_busy(self, busy: bool) -> None:
        """Wait for an order; nothing else is ordered meanwhile."""
        super().set_busy(busy)
        for button in self.tests:
            button.setEnabled(not busy)

    def _lay_out(self) -> None:
        self._layout.insertWidget(1, self.parts, alignment=Qt.AlignmentFlag.AlignLeft)
        self.fields.addWidget(self.stack)
        self._test_line = QHBoxLayout()
        self.fields.addWidget(self.said)
        self.fields.addLayout(self._test_line)

    def _offer_tests(self) -> None:
        for button in self.tests:
            self._test_line.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.tests = []
        ways = self._desk.notice_ways()
        for way in ways:
            button = QPushButton(words.test_by(way))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _, way=way: self._on_test(way))
            self._test_line.addWidget(button)
            button.show()
            self.tests.append(button)
        if not ways:
            self._say(words.NO_WAYS)
        self.fit()

    def _say(self, text: str) -> None:
        self.fault.hide()
        self.said.setText(text)
        self.said.show()
        self.fit()

    def _on_accepted(self) -> None:
        self.tell("")
        for number, part in enumerate((self.webhook, self.mail, self.sign, self.quiet)):
            checks = part.checks()
            if any(fault for _, fault in checks):
                self.show_part(number)
            if first_wrong(checks):
                self.fit()
                return
        rules = NoticeRules(
            webhook=self.webhook.settings(),
            mail=self.mail.settings(),
            dead_man=self.sign.settings(),
            quiet=self.quiet.settings(),
        )
        self.set_busy(True)
        self._tasks.start(
            self._desk.set_notices(rules, password=self.mail.password.text() or None),
            name=words.NOTICES_TITLE,
            done=lambda _: self._on_saved(),
            refused=self.refuse,
        )

    def _on_saved(self) -> None:
        if isValid(self):
            self.mail.password.clear()
            self.set_busy(False)
            self._say(words.NOTICES_SAVED)
            self._offer_tests()

    def _on_test(self, way: str) -> None:
        self.set_busy(True)
        self._say(words.test_under_way(way))
        self._tasks.start(
            self._desk.test_notice(way),
            name=words.SEND_TEST,
            done=lambda _: self._on_tested(way),
            refused=self.refuse,
        )

    def _on_tested(self, way: str) -> None:
        if isValid(self):
            self.set_busy(False)
            self._say(words.test_arrived(way))
