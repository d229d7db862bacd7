"""What a bad server may say to an Expert Advisor: valid messages, changed ones, any bytes.

All of it comes from one source of chance, so that a seed says it again. It sends nothing.
"""

import json
from random import Random

from tests.ea.raw_server import CLOSE, PING, PONG, TEXT, answer, frame
from tradecopy_desktop.bundled import bundled

# What breaks readers of numbers, texts and lists.
_ODD: list[object] = [
    None,
    True,
    0,
    -1,
    1.5,
    2**53,
    2**64,
    "",
    "0",
    "-0",
    "01",
    "1e3",
    "0.00000001",
    "0.000000001",
    "999999999999.99999999",
    "18446744073709551615",
    "18446744073709551616",
    "0" * 32,
    "x" * 70_000,
    "\u20ac\U0001f600\u0000",
    [],
    {},
    [[[[[[[[[1]]]]]]]]],
]
_FIRST_BYTES = [0x01, 0x00, 0x80, 0x82, 0x83, 0x88, 0x89, 0x8A, 0x8F, 0xC1, 0xF1]
_MOST_IN_A_CALL = 60


def messages() -> list[str]:
    """Return the messages of the bridge that the protocol's vectors hold, the wrong ones too."""
    lines = bundled("ea/vectors.jsonl").read_text(encoding="utf-8").splitlines()
    vectors = [json.loads(line) for line in lines]
    return [v["frame"] for v in vectors if v["direction"] == "bridge" and "frame" in v]


class Feed:
    """What one connection is fed."""

    def __init__(self, chance: Random, known: list[str]) -> None:
        self._chance = chance
        self._known = known
        self.frames = 0

    def handshake(self, proof: str) -> bytes:
        """Return an answer to the request: mostly the right one."""
        right = answer(proof)
        return right if self._chance.random() < 0.9 else self._spoiled(right)

    def packets(self) -> list[bytes]:
        """Return all that is sent after the greeting, in the parts in which it is sent."""
        count = self._chance.randint(1, _MOST_IN_A_CALL)
        said = b"".join(self._next() for _ in range(count))
        if self._chance.random() < 0.5:
            return [said]
        cuts = sorted(self._chance.randrange(len(said) + 1) for _ in range(20))
        return [said[a:b] for a, b in zip([0, *cuts], [*cuts, len(said)], strict=True) if a < b]

    def _next(self) -> bytes:
        self.frames += 1
        match self._chance.choices(range(6), weights=[60, 12, 12, 8, 6, 2])[0]:
            case 0:
                return self._whole(self._message().encode("utf-8", "surrogatepass"))
            case 1:
                return self._whole(self._changed(self._message()))
            case 2:
                return self._control()
            case 3:
                return self._spoiled(self._whole(self._message().encode("utf-8", "surrogatepass")))
            case 4:
                return self._whole(self._chance.randbytes(self._chance.randrange(300)))
            case _:
                return self._chance.randbytes(self._chance.randrange(1, 2_000))

    def _message(self) -> str:
        text = self._chance.choice(self._known)
        # Another id each time: an executor answers what it knows from its journal.
        return text.replace("5f3c0a9b", f"{self._chance.getrandbits(32):08x}")

    def _whole(self, payload: bytes) -> bytes:
        if self._chance.random() < 0.8 or len(payload) < 3:
            return frame(TEXT, payload)
        cut = self._chance.randrange(1, len(payload))
        between = self._control() if self._chance.random() < 0.3 else b""
        return frame(TEXT, payload[:cut], first=0) + between + frame(0, payload[cut:])

    def _control(self) -> bytes:
        payload = self._chance.randbytes(self._chance.choice([0, 1, 2, 20, 125, 126, 200]))
        if self._chance.random() < 0.05:
            return frame(CLOSE, payload)
        return frame(self._chance.choice([PING, PONG]), payload[:125])

    def _changed(self, text: str) -> bytes:
        try:
            fields = json.loads(text)
        except ValueError:
            return self._spoiled(text.encode("utf-8", "surrogatepass"))
        if not isinstance(fields, dict) or not fields:
            return self._spoiled(text.encode("utf-8", "surrogatepass"))
        name = self._chance.choice(list(fields))
        if self._chance.random() < 0.2:
            del fields[name]
        else:
            fields[name] = self._chance.choice(_ODD)
        return json.dumps(fields, ensure_ascii=self._chance.random() < 0.5).encode()

    def _spoiled(self, data: bytes) -> bytes:
        spoiled = bytearray(data)
        for _ in range(self._chance.randint(1, 4)):
            place = self._chance.randrange(len(spoiled) + 1)
            match self._chance.randrange(4):
                case 0:
                    spoiled[place:place] = self._chance.randbytes(self._chance.randint(1, 9))
                case 1:
                    del spoiled[place : place + self._chance.randint(1, 9)]
                case 2 if place < len(spoiled):
                    spoiled[place] ^= 1 << self._chance.randrange(8)
                case _ if spoiled:
                    spoiled[0] = self._chance.choice(_FIRST_BYTES)
        return bytes(spoiled)
