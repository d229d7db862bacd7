"""Who of a follower's lines has the next token. It keeps the bucket and sends nothing itself."""

from heapq import heapify, heappop, heappush

from tradecopy_desktop.app.lines import Line, Turn
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.pace import (
    Bucket,
    Urgency,
    full_bucket,
    may_leave,
    refilled,
    taken,
    tokens_left,
)

_FEW = 256


class Gate:
    """One follower's way out: its bucket, and the lines that stand for a token.

    A line whose turn changes is queued anew; what it left behind is passed over (`line.turn`).
    """

    __slots__ = ("_account", "_bucket", "_entries", "_queue", "_tidy_at")

    def __init__(self, account: AccountState, now_ns: int) -> None:
        self._account = account
        self._bucket: Bucket = full_bucket(account.pace, now_ns)
        self._queue: list[tuple[Turn, int, Line]] = []
        self._entries = 0
        self._tidy_at = _FEW

    def is_open(self, urgency: Urgency, now_ns: int) -> bool:
        """Tell whether there is a token for something of this urgency."""
        pace = self._account.pace
        self._bucket = refilled(self._bucket, pace, now_ns)
        return may_leave(self._bucket, pace, urgency)

    def take_token(self) -> None:
        """Take the token of an instruction that left."""
        self._bucket = taken(self._bucket)

    def tokens_left(self, now_ns: int) -> int:
        """Return how many instructions could leave at once."""
        return tokens_left(refilled(self._bucket, self._account.pace, now_ns))

    def queue(self, line: Line, turn: Turn) -> None:
        """Let a line stand for a token, where its next order belongs."""
        if line.turn != turn:
            line.turn = turn
            self._entries += 1
            heappush(self._queue, (turn, self._entries, line))
            if len(self._queue) > self._tidy_at:
                self._tidy()

    def next_line(self) -> Line | None:
        """Return the line whose turn it is, None if none stands here."""
        while self._queue:
            turn, _, line = self._queue[0]
            if line.turn == turn:
                return line
            heappop(self._queue)
        return None

    def lines(self) -> list[Line]:
        """Return the lines that stand here, in no order."""
        return [line for turn, _, line in self._queue if line.turn == turn]

    def _tidy(self) -> None:
        # Openings that died stand at the end, where nobody passes them while closes keep coming.
        self._queue = [entry for entry in self._queue if entry[2].turn == entry[0]]
        heapify(self._queue)
        self._tidy_at = max(_FEW, 2 * len(self._queue))
