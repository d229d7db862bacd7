"""A breach leaves the machine: by webhook, and a sign of life that ends with the program (G7)."""

import json
from pathlib import Path

import pytest

from tests.e2e.drills.guard_scene import BELOW, DAILY, guard, guarded, is_locked
from tests.e2e.order_scene import HEDGING, Follows, order_scene
from tests.e2e.order_seat import BUY
from tests.unit.adapters.notices.http_server import Answer, HttpServer
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.notices import DeadManSettings, NoticeRules, WebhookSettings


def _titles(server: HttpServer) -> list[str]:
    return [json.loads(got.body)["title"] for got in server.got if got.path == "/alarm"]


async def test_breach_then_is_posted_once_while_the_sign_of_life_goes_on(tmp_path: Path) -> None:
    with HttpServer() as server:
        rules = NoticeRules(
            webhook=WebhookSettings(url=server.url("/alarm")),
            dead_man=DeadManSettings(url=server.url("/alive"), every_s=60),
        )
        async with order_scene(tmp_path, Follows(account=HEDGING)) as scene:
            await scene.program.set_notices(rules)
            await guarded(scene, guard(DAILY))
            scene.master.market(BUY, "1")
            await scene.until(lambda: scene.follower.lots == "1")

            scene.quote(BELOW)
            await scene.until(lambda: is_locked(scene))
            await scene.until(lambda: len(_titles(server)) == 2)
            await scene.quiet()
            # The terminals leave before the program does: of that it may tell, too.
            told = _titles(server)

        assert told == ["2001: limit 1", "2001: flat and locked"]
        assert [got.path for got in server.got].count("/alive") == 1


async def test_webhook_that_refuses_when_tested_then_says_what_is_wrong(tmp_path: Path) -> None:
    with HttpServer() as server:
        server.answers["/alarm"] = Answer(status=403)
        async with order_scene(tmp_path, Follows(account=HEDGING)) as scene:
            with pytest.raises(TradeCopyError, match="no webhook is set up"):
                await scene.program.test_notice("webhook")
            settings = WebhookSettings(url=server.url("/alarm"))
            await scene.program.set_notices(NoticeRules(webhook=settings))

            with pytest.raises(TradeCopyError, match="403"):
                await scene.program.test_notice("webhook")
