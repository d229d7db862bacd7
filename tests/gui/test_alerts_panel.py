from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.conftest import BuildWindow, Run
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.views import AlertRaised, Health
from tradecopy_desktop.domain.notices import MailSettings, NoticeRules, Security, WebhookSettings
from tradecopy_desktop.gui.alarm import Alarm
from tradecopy_desktop.gui.alert_manners import AlertManners, Manners
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.main_window import ALERTS, MainWindow
from tradecopy_desktop.gui.theme import Tone

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
# Half past eleven at night, local time.
AT = datetime(2025, 3, 14, 23, 30).astimezone()


def _alert(key: str = "guard a", health: Health = Health.BAD, at: datetime = AT) -> AlertRaised:
    return AlertRaised(key=key, at=at, health=health, title=f"{key} {health}", text="what")


class Listener:
    """An alarm on a bus of its own; it notes what is told and each sound."""

    def __init__(self, manners: Manners) -> None:
        self.bus = Bus()
        self.bridge = Bridge(self.bus)
        self.manners = AlertManners(None)
        self.manners.change(manners)
        self.told: list[str] = []
        self.beeps: list[int] = []
        self.alarm = Alarm(self.bridge, self.manners, beep=lambda: self.beeps.append(1))
        self.alarm.loud.connect(lambda alert: self.told.append(alert.title))

    def raise_(self, *alerts: AlertRaised) -> None:
        for alert in alerts:
            self.bus.publish(alert)
            self.bridge.flush()


@pytest.mark.usefixtures("qapp")
def test_alarm_when_the_same_breach_comes_again_then_it_is_told_after_a_while_only() -> None:
    listener = Listener(Manners())

    listener.raise_(
        _alert(),
        _alert(at=AT + timedelta(seconds=1)),
        _alert(at=AT + timedelta(minutes=4)),
        _alert(at=AT + timedelta(minutes=5)),
    )

    assert listener.told == ["guard a bad", "guard a bad"]
    assert listener.beeps == [1]


@pytest.mark.usefixtures("qapp")
def test_alarm_when_it_gets_worse_or_was_over_then_it_is_told_at_once() -> None:
    listener = Listener(Manners())

    listener.raise_(
        _alert(health=Health.WARNING),
        _alert(health=Health.WARNING),
        _alert(health=Health.BAD),
        _alert(health=Health.GOOD),
        _alert(health=Health.BAD),
    )

    assert listener.told == ["guard a warning", "guard a bad", "guard a bad"]


@pytest.mark.usefixtures("qapp")
def test_alarm_when_the_hours_are_quiet_then_warnings_keep_still_and_breaches_do_not() -> None:
    listener = Listener(Manners(quiet=True, begins=22 * 60, ends=7 * 60))

    listener.raise_(
        _alert("a", Health.WARNING),
        _alert("b", Health.BAD),
        _alert("c", Health.WARNING, AT + timedelta(hours=9)),
    )

    # Half past eleven at night, and half past eight in the morning.
    assert listener.told == ["b bad", "c warning"]
    assert listener.beeps == [1]


@pytest.mark.usefixtures("qapp")
def test_alarm_when_the_sound_is_off_then_breaches_are_told_without() -> None:
    listener = Listener(Manners(sounds=False))

    listener.raise_(_alert())

    assert listener.told == ["guard a bad"]
    assert listener.beeps == []


@pytest.mark.usefixtures("qapp")
def test_alarm_when_the_window_is_minimized_then_it_is_still_told() -> None:
    listener = Listener(Manners())
    listener.bridge.set_asleep(True)
    waiting = listener.alarm._feed

    listener.bus.publish(_alert())

    assert not waiting.is_resting
    assert waiting.due_in_ms >= 0


def test_alerts_when_acknowledged_then_they_are_greyed_and_no_longer_counted(
    window: MainWindow, desk: SampleDesk
) -> None:
    badge = window.navigation.badge(ALERTS)
    before = (badge.text(), badge.isVisible())
    window.show_page(ALERTS)
    panel = window.alerts
    panel.table.selectRow(0)

    QTest.keyClick(panel.table, Qt.Key.Key_Return, CTRL)
    looks = panel.model.looks(0)
    window.show_page(0)

    # Two warnings and one breach; the note is not counted.
    assert before == ("3", True)
    assert (looks[1].text, looks[1].second, looks[1].tone) == (
        "Problem",
        "Acknowledged",
        Tone.MUTED,
    )
    assert looks[2].tone is Tone.MUTED
    assert (badge.text(), badge.isVisible()) == ("2", True)


def test_alerts_when_all_are_acknowledged_then_a_new_one_of_the_same_matter_counts_again(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(ALERTS)
    panel = window.alerts

    QTest.mouseClick(panel.all_button, LEFT)
    quiet = panel.number
    later = replace(desk.alerts()[-1], at=desk.alerts()[-1].at + timedelta(hours=1))
    desk.bus.publish(later)
    window.refresh()

    assert quiet == 0
    assert panel.number == 1
    assert panel.model.rowCount() == 4
    assert panel.all.isEnabled()


def test_manners_when_chosen_then_they_hold_and_are_kept_for_the_next_start(
    new_window: BuildWindow, desk: SampleDesk, tmp_path: Path
) -> None:
    file = tmp_path / "window.ini"
    window = new_window(desk, settings_file=file)
    window.show_page(ALERTS)
    QTest.keyClick(window.alerts.table, Qt.Key.Key_E, CTRL)
    dialog = window.alerts.ask_for_manners()
    QTest.keyClick(dialog.sound.box, Qt.Key.Key_Space)
    QTest.keyClick(dialog.quiet.box, Qt.Key.Key_Space)
    dialog.begins.setText("21:30")
    dialog.ends.setText("24:00")

    QTest.mouseClick(dialog.accept_button, LEFT)
    fault = dialog.to_field.fault
    dialog.ends.setText("6:15")
    QTest.mouseClick(dialog.accept_button, LEFT)
    window.remember()
    again = new_window(desk, settings_file=file)

    assert fault == "Enter a time from 00:00 to 23:59."
    wanted = Manners(sounds=False, quiet=True, begins=21 * 60 + 30, ends=6 * 60 + 15)
    assert window.manners.now == wanted
    assert again.manners.now == wanted


def test_manners_when_the_file_is_damaged_then_nothing_keeps_still(
    new_window: BuildWindow, desk: SampleDesk, tmp_path: Path
) -> None:
    file = tmp_path / "window.ini"
    file.write_text("[alerts]\nsound=x\nquiet=1\nquiet_from=99\nquiet_to=\n", encoding="utf-8")

    window = new_window(desk, settings_file=file)

    assert window.manners.now == Manners()


def test_notices_when_filled_in_then_they_are_saved_and_can_be_tested(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        window.show_page(ALERTS)
        QTest.keyClick(window.alerts.table, Qt.Key.Key_E, CTRL | SHIFT)
        dialog = window.alerts.ask_for_notices()
        assert dialog.tests == []
        QTest.keyClick(dialog.webhook.use.box, Qt.Key.Key_Space)
        dialog.webhook.url.setText("http://example.com/x")
        QTest.mouseClick(dialog.accept_button, LEFT)
        assert dialog.webhook.url_field.fault == (
            "The webhook's address must begin with https://, so that nobody on the way can read "
            "what is sent."
        )
        dialog.webhook.url.setText("https://example.com/x")
        QTest.mouseClick(dialog.parts.button(1), LEFT)
        QTest.keyClick(dialog.mail.use.box, Qt.Key.Key_Space)
        for field, text in (
            (dialog.mail.host, "smtp.example.com"),
            (dialog.mail.user, "trader"),
            (dialog.mail.password, "made up"),
            (dialog.mail.sent_from, "trader@example.com"),
            (dialog.mail.recipients, "a@example.com, b@example.com"),
        ):
            field.setText(text)
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()
        assert [button.text() for button in dialog.tests] == [
            "Send a test by webhook",
            "Send a test by e-mail",
        ]
        QTest.mouseClick(dialog.tests[1], LEFT)
        await window.tasks.settled()
        assert dialog.said.text().startswith("The test by e-mail was delivered.")
        desk.refusal = "the mail server refused the login"
        QTest.mouseClick(dialog.tests[1], LEFT)
        await window.tasks.settled()
        assert dialog.fault.text() == "the mail server refused the login"
        dialog.close()

    run(scenario())

    assert desk.orders == ["notices, password made up", "test e-mail"]
    assert desk.notices == NoticeRules(
        webhook=WebhookSettings(url="https://example.com/x"),
        mail=MailSettings(
            host="smtp.example.com",
            port=465,
            security=Security.TLS,
            user="trader",
            sender="trader@example.com",
            recipients=("a@example.com", "b@example.com"),
        ),
    )
    assert window.alerts.dialog is None


def test_time_when_it_is_utc_then_quiet_hours_are_still_those_of_this_machine() -> None:
    manners = Manners(quiet=True, begins=22 * 60, ends=7 * 60)

    assert manners.silence(_alert(health=Health.WARNING, at=AT.astimezone(UTC)))
