"""Loud alerts leave the machine by every courier, and none of them holds up anything."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from tests.unit.adapters.notices.http_server import Answer, HttpServer
from tests.unit.app.manual_clock import NOON
from tests.unit.app.scripted_courier import ScriptedCourier
from tests.unit.app.waiting_clock import WaitingClock, settle
from tradecopy_desktop.adapters.notices.webhook import Webhook
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.couriers import Couriers, key_of
from tradecopy_desktop.app.views import AlertRaised, Health
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.notices import Notice, QuietHours, Severity, WebhookSettings

LUNCH = QuietHours(begins=11 * 60, ends=13 * 60)


class Scene:
    """A desk whose alerts go out by a webhook and by e-mail."""

    def __init__(self) -> None:
        self.bus = Bus()
        self.clock = WaitingClock()
        self.webhook = ScriptedCourier("webhook")
        self.mail = ScriptedCourier("e-mail")
        self.told: list[tuple[str, str | None]] = []
        self.couriers = Couriers(self.bus, self.clock, self._hear)
        self.couriers.use([self.webhook, self.mail], None)

    def _hear(self, name: str, text: str | None) -> None:
        """Raise the alert about a courier, as the program does."""
        self.told.append((name, text))
        health = Health.GOOD if text is None else Health.WARNING
        self.alert(text or "it works again", key=key_of(name), health=health)

    def alert(self, text: str, *, key: str = "gold", health: Health = Health.BAD) -> None:
        """Raise an alert."""
        at = self.clock.now()
        self.bus.publish(AlertRaised(key=key, at=at, health=health, title="Gold", text=text))


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Scene]:
    scene = Scene()
    yield scene
    await scene.couriers.close()


@pytest.mark.parametrize(
    ("health", "severity"), [(Health.BAD, Severity.ALARM), (Health.WARNING, Severity.WARNING)]
)
async def test_alert_when_loud_then_goes_by_every_courier(
    scene: Scene, health: Health, severity: Severity
) -> None:
    scene.alert("refused", health=health)
    await scene.webhook.until(sent=1)
    await scene.mail.until(sent=1)

    notice = Notice(title="Gold", text="refused", severity=severity, at=NOON)
    assert (scene.webhook.sent, scene.mail.sent) == ([notice], [notice])


async def test_alert_when_quiet_then_goes_nowhere(scene: Scene) -> None:
    scene.alert("all is well", health=Health.GOOD)
    scene.alert("nothing to do", health=Health.IDLE)
    scene.alert("refused")
    await scene.mail.until(sent=1)

    assert scene.mail.texts == ["refused"]


async def test_alert_when_the_same_is_said_again_then_goes_once_a_minute(scene: Scene) -> None:
    scene.alert("refused")
    scene.clock.advance(59.9)
    scene.alert("refused")
    scene.alert("refused", key="silver")
    scene.clock.advance(0.1)
    scene.alert("refused")
    await scene.mail.until(sent=3)

    assert scene.mail.texts == ["refused"] * 3


async def test_warning_when_in_quiet_hours_then_keeps_still_and_a_breach_does_not(
    scene: Scene,
) -> None:
    scene.couriers.use([scene.webhook], LUNCH)

    scene.alert("terminal away", health=Health.WARNING)
    scene.alert("breach")
    scene.clock.advance(timedelta(hours=1).total_seconds())
    scene.alert("terminal away", health=Health.WARNING)
    await scene.webhook.until(sent=2)

    assert scene.webhook.texts == ["breach", "terminal away"]


async def test_courier_when_it_fails_then_the_others_go_on_and_say_so(scene: Scene) -> None:
    scene.mail.fails("the login was refused")
    scene.alert("one")
    await scene.mail.until(tried=1)
    await scene.webhook.until(sent=2)
    scene.alert("two")
    await scene.webhook.until(sent=3)

    assert scene.webhook.texts == ["one", "the login was refused", "two"]
    assert scene.told == [("e-mail", "the login was refused")]


async def test_couriers_when_all_fail_then_each_is_told_of_once(scene: Scene) -> None:
    scene.mail.fails("mail is down")
    scene.webhook.fails("hook is down")
    scene.alert("one")
    await settle()
    for _ in range(12):
        await scene.clock.wake()
    assert len(scene.mail.tried) > 3
    assert len(scene.webhook.tried) > 3

    assert sorted(scene.told, key=str) == [("e-mail", "mail is down"), ("webhook", "hook is down")]


async def test_courier_when_it_hangs_then_raising_an_alert_returns_at_once(scene: Scene) -> None:
    scene.mail.holds = True
    scene.alert("one")
    await scene.mail.until(tried=1)

    scene.alert("two")
    await scene.webhook.until(sent=2)

    assert scene.webhook.texts == ["one", "two"]
    assert scene.mail.sent == []


async def test_couriers_when_others_are_used_then_what_waits_goes_with_its_name(
    scene: Scene,
) -> None:
    scene.mail.fails()
    scene.alert("one")
    await scene.mail.until(tried=1)
    await scene.clock.until_asleep()
    better = ScriptedCourier("e-mail")

    scene.couriers.use([better], None)
    await better.until(sent=1)
    scene.alert("two")
    await better.until(sent=2)

    assert better.texts == ["one", "two"]
    assert scene.couriers.names == ("e-mail",)
    assert scene.told == [("e-mail", "it is down"), ("e-mail", None)]
    assert "two" not in scene.webhook.texts


async def test_test_when_pressed_then_goes_by_that_courier_alone(scene: Scene) -> None:
    await scene.couriers.test("e-mail")

    assert [(each.title, each.severity) for each in scene.mail.sent] == [("Test", Severity.NOTE)]
    assert scene.webhook.tried == []


async def test_test_when_no_such_courier_is_set_up_then_says_so(scene: Scene) -> None:
    with pytest.raises(TradeCopyError, match="no pigeon is set up: save its settings first"):
        await scene.couriers.test("pigeon")


async def test_couriers_when_closed_then_send_nothing_more(scene: Scene) -> None:
    await scene.couriers.close()

    scene.alert("one")

    assert (scene.mail.tried, scene.webhook.tried) == ([], [])


async def test_alert_when_a_real_server_is_down_for_a_while_then_arrives_there_once(
    scene: Scene,
) -> None:
    with HttpServer() as server:
        server.answers["/in"] = Answer(503)
        scene.couriers.use([Webhook(WebhookSettings(url=server.url("/in")))], None)
        scene.alert("refused")
        await scene.clock.until_asleep()

        server.answers.clear()
        await scene.clock.wake()
        await scene.couriers.test("webhook")

    bodies = [json.loads(got.body) for got in server.got]
    assert [body["text"] for body in bodies[:2]] == ["refused", "refused"]
    assert bodies[0]["severity"] == "alarm"
    assert len(bodies) == 3
    assert scene.told == [
        ("webhook", "127.0.0.1 answered 503 (Service Unavailable): check the address"),
        ("webhook", None),
    ]
