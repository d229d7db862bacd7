"""A webhook gets each notice as JSON, from nobody but us, and every failure is a sentence."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Thread

import pytest

from tests.unit.adapters.notices.http_server import Answer, Got, HttpServer, trusting
from tradecopy_desktop.adapters.notices.deadman import DeadMan
from tradecopy_desktop.adapters.notices.webhook import Webhook
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.notices import (
    DeadManSettings,
    Notice,
    Severity,
    WebhookSettings,
)

NOTICE = Notice(
    title="Daily loss",
    text="500.00 of 500.00 € used — locked",
    severity=Severity.ALARM,
    at=datetime(2025, 3, 14, 12, 0, 0, 250_000, tzinfo=UTC),
)


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with HttpServer() as server:
        yield server


def webhook(server: HttpServer, path: str = "/in?key=s3cret", host: str = "127.0.0.1") -> Webhook:
    return Webhook(WebhookSettings(url=server.url(path, host)), step_s=5.0)


async def refusal(courier: Webhook | DeadMan) -> str:
    """Return what a courier says that could not send a notice."""
    with pytest.raises(TradeCopyError) as refused:
        await courier.send(NOTICE)
    return str(refused.value)


async def test_notice_when_sent_then_arrives_as_json_once(server: HttpServer) -> None:
    await webhook(server).send(NOTICE)

    (got,) = server.got
    assert (got.method, got.path) == ("POST", "/in?key=s3cret")
    assert got.content_type == "application/json; charset=utf-8"
    assert json.loads(got.body) == {
        "title": "Daily loss",
        "text": "500.00 of 500.00 € used — locked",
        "severity": "alarm",
        "at": "2025-03-14T12:00:00.250+00:00",
    }


@pytest.mark.parametrize("status", [201, 204])
async def test_notice_when_the_host_takes_it_in_another_way_then_all_is_well(
    server: HttpServer, status: int
) -> None:
    server.answers["/in"] = Answer(status)

    await webhook(server, "/in").send(NOTICE)

    assert len(server.got) == 1


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "127.0.0.1 answered 400 (Bad Request): check the address"),
        (404, "127.0.0.1 answered 404 (Not Found): check the address"),
        (429, "127.0.0.1 answered 429 (Too Many Requests): check the address"),
        (500, "127.0.0.1 answered 500 (Internal Server Error): check the address"),
        # What is fetched from elsewhere afterwards is no proof that the notice was taken.
        (303, "127.0.0.1 answered 303 (See Other): check the address"),
    ],
)
async def test_notice_when_the_host_refuses_it_then_says_how_and_hides_the_address(
    server: HttpServer, status: int, said: str
) -> None:
    server.answers["/in?key=s3cret"] = Answer(status, {"Location": "/elsewhere"})

    assert await refusal(webhook(server)) == said
    assert len(server.got) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_notice_when_sent_on_within_the_host_then_is_posted_there(
    server: HttpServer, status: int
) -> None:
    server.answers["/old"] = Answer(status, {"Location": "/new"})

    await webhook(server, "/old").send(NOTICE)

    assert [(got.method, got.path) for got in server.got] == [("POST", "/old"), ("POST", "/new")]
    assert server.got[0].body == server.got[1].body


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_notice_when_sent_on_to_another_host_then_nothing_goes_there(
    server: HttpServer, status: int
) -> None:
    with HttpServer() as other:
        server.answers["/in"] = Answer(status, {"Location": other.url("/in", "localhost")})

        said = await refusal(webhook(server, "/in"))

        assert other.got == []
    assert said == (
        "127.0.0.1 sends everything on to localhost, which was not followed: enter the final "
        "address if you trust it"
    )


async def test_notice_when_sent_on_to_another_port_then_nothing_goes_there(
    server: HttpServer,
) -> None:
    with HttpServer() as other:
        server.answers["/in"] = Answer(307, {"Location": other.url("/in")})

        await refusal(webhook(server, "/in"))

        assert other.got == []


async def test_notice_when_sent_on_in_a_circle_then_gives_up(server: HttpServer) -> None:
    server.answers["/in"] = Answer(307, {"Location": "/in"})

    said = await refusal(webhook(server, "/in"))

    assert said.startswith("127.0.0.1 answered 307 (")
    assert len(server.got) < 10


async def test_notice_when_nobody_listens_then_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    said = await refusal(Webhook(WebhookSettings(url=f"http://127.0.0.1:{port}/s3cret")))

    assert said == "127.0.0.1 refused the connection: check the address and its port"


async def test_notice_when_the_host_is_silent_then_gives_up_in_time(server: HttpServer) -> None:
    server.answers["/in"] = Answer(is_silent=True)
    courier = Webhook(WebhookSettings(url=server.url("/in")), step_s=0.1)

    said = await refusal(courier)

    assert said == "127.0.0.1 gave no answer in time: check the address and the connection"


async def test_notice_when_the_call_hangs_then_is_left_behind_until_it_ends(
    server: HttpServer,
) -> None:
    server.answers["/in"] = Answer(is_silent=True)
    courier = Webhook(WebhookSettings(url=server.url("/in")), step_s=60.0, whole_s=0.1)

    first, second = await refusal(courier), await refusal(courier)
    server.answers.clear()
    server.released.set()
    courier._errand._whole_s = 10.0
    assert courier._errand._over.wait(10)
    await courier.send(NOTICE)

    assert first == "the webhook gave no answer within 0.1 s: it is tried again"
    assert second == "the webhook still waits for an answer to the message before"
    assert len(server.got) == 2


async def test_notice_when_the_answer_is_no_http_then_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        courier = Webhook(WebhookSettings(url=f"http://127.0.0.1:{port}/in"), step_s=5.0)
        listening.settimeout(10)

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(10_000)
                connection.sendall(b"220 post.example ready\r\n")

        thread = Thread(target=answer)
        thread.start()
        said = await refusal(courier)
        thread.join()

    assert said == "127.0.0.1 gave an answer that is none of HTTP: check the address and its port"


async def test_notice_when_the_certificate_is_trusted_then_goes_by_tls() -> None:
    with HttpServer(tls=True) as server:
        courier = Webhook(WebhookSettings(url=server.url("/in", "localhost")), tls=trusting())

        await courier.send(NOTICE)

        assert [got.path for got in server.got] == ["/in"]


async def test_notice_when_the_certificate_is_not_trusted_then_nothing_is_sent() -> None:
    with HttpServer(tls=True) as server:
        said = await refusal(Webhook(WebhookSettings(url=server.url("/s3cret", "localhost"))))

        assert server.got == []
    assert said.startswith("localhost could not prove who it is (")
    assert said.endswith("so nothing was sent: check the host's name and this machine's clock")
    assert "s3cret" not in said


async def test_notice_when_the_host_speaks_no_tls_then_says_so(server: HttpServer) -> None:
    url = f"https://localhost:{server.port}/in"

    said = await refusal(Webhook(WebhookSettings(url=url), step_s=5.0))

    assert said == (
        "localhost speaks no TLS that this program trusts: check the port and the security"
    )


async def test_notice_when_the_machine_has_a_proxy_then_this_machine_is_asked_directly(
    server: HttpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)

    await webhook(server, "/in").send(NOTICE)

    assert len(server.got) == 1


async def test_dead_man_when_it_is_told_anything_then_asks_for_its_address_alone(
    server: HttpServer,
) -> None:
    await DeadMan(DeadManSettings(url=server.url("/ping/7d1c"))).send(NOTICE)

    assert server.got == [Got("GET", "/ping/7d1c", b"", "")]


async def test_dead_man_when_refused_then_says_so(server: HttpServer) -> None:
    server.answers["/ping"] = Answer(410)

    said = await refusal(DeadMan(DeadManSettings(url=server.url("/ping"))))

    assert said == "127.0.0.1 answered 410 (Gone): check the address"
