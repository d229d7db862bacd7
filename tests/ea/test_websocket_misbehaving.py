"""The EAs' WebSocket against a server that misbehaves: a refusal and another try, or it works."""

import json
from pathlib import Path

import pytest

from tests.e2e.rig import follower
from tests.ea.conftest import Programs
from tests.ea.raw_server import (
    BINARY,
    CLOSE,
    PING,
    PONG,
    TEXT,
    WELCOME,
    Call,
    RawServer,
    answer,
    frame,
    raw_server,
    text,
)
from tests.ea.terminal_process import terminal

COPIER = follower(1)
PLATFORMS = ["mt4", "mt5"]
MOST = 1_048_576
# More than the longest wait before another try.
HURRIED = {"SIM_JUMPS_MS": "6000"}
REAL = {"SIM_JUMPS_MS": "0", "SIM_FIRST_JUMP_MS": "2500"}

# What an open connection must not bring, and the code with which RFC 6455 wants it closed.
BAD_FRAMES = {
    "masked": (b"\x81\x82abcd\x1a\x1f", 1002),
    "a reserved bit": (frame(TEXT, b"{}", first=0xC0), 1002),
    "another reserved bit": (frame(PING, first=0x90), 1002),
    "reserved kind 3": (frame(3), 1002),
    "reserved kind 7": (frame(7), 1002),
    "reserved kind 11": (frame(11), 1002),
    "reserved kind 15": (frame(15), 1002),
    "binary": (frame(BINARY, b"{}"), 1003),
    "length above the most": (b"\x81\x7f" + (MOST + 1).to_bytes(8, "big"), 1009),
    "length above the most in parts": (frame(TEXT, b" " * MOST, first=0) + frame(0, b"x"), 1009),
    "length of 2^63": (b"\x81\x7f\x80" + bytes(7), 1002),
    "length 2 written in 16 bits": (frame(TEXT, b"{}", form=3), 1002),
    "length 2 written in 64 bits": (frame(TEXT, b"{}", form=9), 1002),
    "ping in parts": (frame(PING, first=0), 1002),
    "close in parts": (frame(CLOSE, b"\x03\xe8", first=0), 1002),
    "ping of 126 bytes": (frame(PING, b"x" * 126), 1002),
    "continuation without start": (frame(0, b"{}"), 1002),
    "start within a message": (frame(TEXT, b"{", first=0) + frame(TEXT, b"}"), 1002),
    "UTF-8: a byte that is none": (frame(TEXT, b'"\xff"'), 1007),
    "UTF-8: overlong": (frame(TEXT, b'"\xc0\xaf"'), 1007),
    "UTF-8: a surrogate": (frame(TEXT, b'"\xed\xa0\x80"'), 1007),
    "UTF-8: above U+10FFFF": (frame(TEXT, b'"\xf4\x90\x80\x80"'), 1007),
    "UTF-8: cut at the end": (frame(TEXT, b'"\xe2\x82'), 1007),
    "a zero byte": (frame(TEXT, b'{"type":"ack","seq":"1"}\0'), 1008),
    "close with one byte": (frame(CLOSE, b"\x03"), 1002),
    "close with 999": (frame(CLOSE, (999).to_bytes(2, "big")), 1002),
    "close with 1004": (frame(CLOSE, (1004).to_bytes(2, "big")), 1002),
    "close with 1005": (frame(CLOSE, (1005).to_bytes(2, "big")), 1002),
    "close with 1006": (frame(CLOSE, (1006).to_bytes(2, "big")), 1002),
    "close with 1015": (frame(CLOSE, (1015).to_bytes(2, "big")), 1002),
    "close with 2999": (frame(CLOSE, (2999).to_bytes(2, "big")), 1002),
    "close with 5000": (frame(CLOSE, (5000).to_bytes(2, "big")), 1002),
    "close with a reason that is no UTF-8": (frame(CLOSE, b"\x03\xe8\xff"), 1007),
}


def bad_answers(proof: str) -> dict[str, bytes]:
    """Return answers to a request that no bridge gives."""
    other = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    good = answer(proof)
    return {
        "proof of another key": answer(other),
        "no proof": answer(""),
        "two proofs": answer(proof, f"Sec-WebSocket-Accept: {other}"),
        "no upgrade": answer(proof, Upgrade=""),
        "upgrade to something else": answer(proof, Upgrade="h2c"),
        "no connection": answer(proof, Connection=""),
        "connection: close": answer(proof, Connection="close"),
        "another subprotocol": answer(proof, Sec_WebSocket_Protocol="chat"),
        "no subprotocol": answer(proof, Sec_WebSocket_Protocol=""),
        "an extension": answer(proof, Sec_WebSocket_Extensions="permessage-deflate"),
        "status 200": answer(proof, status="200 OK"),
        "status 302": answer(proof, status="302 Found"),
        "status 1010": answer(proof, status="1010 Switching"),
        "HTTP/1.0": good.replace(b"HTTP/1.1", b"HTTP/1.0"),
        "garbage before": b"\x00\xff\x81" + good,
        "a line before": b"hello\r\n" + good,
        "a zero byte within": good.replace(b"Upgrade: websocket", b"Upgrade: web\0socket"),
        "a head without end": b"HTTP/1.1 101 Switching Protocols\r\n" + b"X: y\r\n" * 2_000,
        "frames at once": text(type="ack", seq="1") * 20,
    }


async def works(server: RawServer) -> Call:
    """Receive the client, and see that a heartbeat is answered."""
    call = await server.call()
    await call.greet()
    call.send(text(type="heartbeat", ticks=4_711, echo=None))
    beat = await call.message("heartbeat")
    assert json.dumps(beat["echo"]).startswith('{"ticks": 4711,')
    return call


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_frame_when_against_the_rules_then_is_refused_with_its_code_and_a_new_link_works(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)
    codes = {}

    async with (
        raw_server() as server,
        terminal(program, COPIER, server.port, tmp_path, **HURRIED) as now,
    ):
        for name, (bad, _) in BAD_FRAMES.items():
            call = await server.call()
            await call.greet()
            call.send(bad)
            assert (await call.message("error"))["code"] == "protocol"
            codes[name] = (await call.control()).code
            call.close()
        await works(server)

    assert codes == {name: code for name, (_, code) in BAD_FRAMES.items()}
    assert now.book.deals == ()


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_answer_when_against_the_rules_then_nothing_is_said_and_a_new_link_works(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)
    said = {}

    async with (
        raw_server() as server,
        terminal(program, COPIER, server.port, tmp_path, **HURRIED) as now,
    ):
        for name in bad_answers(""):
            call = await server.call()
            call.send(bad_answers(await call.request())[name])
            said[name] = await call.ended()
        await works(server)

    assert said == dict.fromkeys(bad_answers(""), b"")
    assert any("the program on this port is not TradeCopy Desktop" in text for text in now.charts)


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_bytes_when_they_come_one_by_one_then_are_put_together(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)
    beats = text(type="heartbeat", ticks=1, echo=None) + frame(PING, b"?")
    # 300 bytes of a push message take the second form of a length; \u20ac is three bytes.
    note = text(type="notify", text="\u20ac" * 50 + "x" * 200)

    async with (
        raw_server() as server,
        terminal(program, COPIER, server.port, tmp_path, **REAL) as now,
    ):
        call = await server.call()
        for byte in answer(await call.request()):
            call.send(bytes([byte]))
            await call.sent()
        await call.message("hello")
        for byte in text(**WELCOME):
            call.send(bytes([byte]))
            await call.sent()
        await call.message("snapshot")
        for byte in beats + note:
            call.send(bytes([byte]))
            await call.sent()
        await call.message("heartbeat")
        pong = await call.control()
        (pushed,) = await now.until_pushed(1)

    assert pong == (PONG, b"?")
    assert pushed == "\u20ac" * 50 + "x" * 200


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_frames_when_in_one_packet_and_with_pings_between_their_parts_then_all_arrive(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)
    beat = json.dumps({"type": "heartbeat", "ticks": 500, "echo": None}).encode()
    in_parts = (
        frame(TEXT, beat[:9], first=0)
        + frame(PING, b"a" * 125)
        + frame(0, first=0)
        + frame(PONG, b"unasked")
        + frame(0, beat[9:20], first=0)
        + frame(PING)
        + frame(0, beat[20:])
    )
    many = b"".join(text(type="heartbeat", ticks=ticks, echo=None) for ticks in range(500))

    async with (
        raw_server() as server,
        terminal(program, COPIER, server.port, tmp_path, **HURRIED),
    ):
        call = await server.call()
        # The first frames come with the end of the answer.
        call.send(answer(await call.request()) + frame(PING, b"early"))
        await call.message("hello")
        early = await call.control()
        call.send(text(**WELCOME) + many + in_parts)
        await call.message("snapshot")
        ticks = [_echoed(await call.message("heartbeat")) for _ in range(500)]
        pongs = [await call.control(), await call.control()]
        last = _echoed(await call.message("heartbeat"))

    assert early == (PONG, b"early")
    assert ticks == list(range(500))
    assert pongs == [(PONG, b"a" * 125), (PONG, b"")]
    assert last == 500


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_close_when_either_side_begins_it_then_it_is_answered_and_its_code_told(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)
    wholesale = [b"", b"\x03\xe8", b"\x03\xe9" + b"bye" * 41, b"\x0f\xa0", b"\x13\x87"]
    echoes = []

    async with raw_server() as server:
        async with terminal(program, COPIER, server.port, tmp_path, **HURRIED) as now:
            for payload in wholesale:
                call = await server.call()
                await call.greet()
                call.send(frame(CLOSE, payload))
                echoes.append(await call.control())
                call.close()
            last = await works(server)
            await now.leave()
        bye = await last.message("bye")
        farewell = await last.control()

    assert echoes == [(CLOSE, payload) for payload in wholesale]
    assert bye["reason"] == "closing"
    assert (farewell.opcode, farewell.code) == (CLOSE, 1000)


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_server_when_it_never_closes_then_the_client_leaves_after_a_second(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)

    async with (
        raw_server() as server,
        terminal(program, COPIER, server.port, tmp_path, **HURRIED),
    ):
        call = await server.call()
        await call.greet()
        call.send(frame(3))
        code = (await call.control()).code
        rest = await call.ended()
        await works(server)

    assert (code, rest) == (1002, b"")


def _echoed(beat: dict[str, object]) -> int:
    echo = beat["echo"]
    assert isinstance(echo, dict)
    return int(echo["ticks"])
