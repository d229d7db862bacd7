"""However instructions come and the clock runs: order, no close lost, never too many (C1, R4.5)."""

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.app.paced_post import PacedPost
from tests.unit.engine.samples import FOLLOWER
from tradecopy_desktop.domain.pace import Pace
from tradecopy_desktop.domain.values import MarginMode

# Per minute, burst, reserve: from one instruction in a minute to what nobody notices.
PACES = st.sampled_from(
    [
        Pace(per_minute=1, burst=1, reserve=0),
        Pace(per_minute=60, burst=2, reserve=1),
        Pace(per_minute=90, burst=5, reserve=2),
        Pace(per_minute=1_200, burst=40, reserve=10),
    ]
)
COMES = st.tuples(st.sampled_from(["open", "halve", "stops", "close"]), st.sampled_from("abc"))
STEPS = st.lists(
    st.one_of(
        COMES,
        st.tuples(st.just("answer"), st.integers(min_value=0, max_value=5)),
        st.tuples(st.just("wait"), st.integers(min_value=0, max_value=7_000)),
        st.tuples(st.just("link"), st.booleans()),
    ),
    max_size=40,
)


@dataclass
class Run:
    """What came, what left at which time, and what is under way, by the words of the post."""

    post: PacedPost
    came: list[str] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)
    under_way: list[str] = field(default_factory=list)

    def do(self, step: tuple[str, object]) -> None:
        """Take one step."""
        what, value = step
        steps: dict[str, Callable[[], None]] = {
            "answer": lambda: self.answer(int(str(value))),
            "wait": lambda: self.post.pass_ms(int(str(value))),
            "link": lambda: self.link(up=bool(value)),
        }
        steps.get(what, lambda: self.submit(what, str(value)))()
        self.look()

    def submit(self, what: str, copy: str) -> None:
        # Each has a price of its own as its name.
        word = f"{what} {copy} {len(self.came) + 1}"
        self.came.append(word)
        self.post.submit(word)

    def answer(self, number: int) -> None:
        if number < len(self.under_way):
            self.post.finish(self.under_way.pop(number))

    def link(self, *, up: bool) -> None:
        if up:
            self.post.ready()
        else:
            self.post.dispatcher.follower_lost(FOLLOWER)

    def look(self) -> None:
        now = self.post.clock.monotonic_ns()
        for word in self.post.sent()[len(self.left) :]:
            self.left.append((now, word))
            if word not in self.under_way:
                self.under_way.append(word)

    def end(self) -> None:
        """Answer everything and let time pass until nothing waits any more."""
        self.link(up=True)
        for _ in range(4 * len(self.came) + 4):
            self.look()
            while self.under_way:
                self.answer(0)
                self.look()
            self.post.pass_ms(60_000)

    def first_times(self) -> list[str]:
        """Return what left, without what was asked about again after a break."""
        return list(dict.fromkeys(word for _, word in self.left))


def _run(pace: Pace, mode: MarginMode, steps: list[tuple[str, object]]) -> Run:
    run = Run(PacedPost(pace, follower=mode))
    run.post.ready()
    for step in steps:
        run.do(step)
    run.end()
    return run


@given(PACES, st.sampled_from(MarginMode), STEPS)
def test_c1_orders_of_a_copy_when_they_leave_then_as_they_came(
    pace: Pace, mode: MarginMode, steps: list[tuple[str, object]]
) -> None:
    run = _run(pace, mode, steps)

    dropped = [word for word, _ in run.post.dropped]
    left = run.first_times()
    assert sorted((*left, *dropped)) == sorted(run.came)
    for copy in "abc":
        kept = [word for word in run.came if word.split()[1] == copy and word not in dropped]
        assert [word for word in left if word.split()[1] == copy] == kept


@given(PACES, st.sampled_from(MarginMode), STEPS)
def test_c4_closes_when_they_came_then_leave_in_the_end_and_nothing_waits(
    pace: Pace, mode: MarginMode, steps: list[tuple[str, object]]
) -> None:
    run = _run(pace, mode, steps)

    lasting = [word for word in run.came if word.split()[0] in ("close", "halve")]
    assert set(lasting) <= set(run.first_times())
    assert run.post.dispatcher.lines.busy_copies(FOLLOWER) == frozenset()
    assert list(run.post.dispatcher.lines.all()) == []
    assert run.post.dispatcher.lines.tallies.of(FOLLOWER).waiting == [0, 0, 0]
    # Stops give way to newer ones or to a close, openings to their age or to a close: no other.
    reasons = {word.split()[0]: reason for word, reason in run.post.dropped}
    assert reasons.keys() <= {"open", "stops"}


@given(PACES, st.sampled_from(MarginMode), STEPS)
def test_r45_instructions_when_they_leave_then_never_more_than_burst_and_rate(
    pace: Pace, mode: MarginMode, steps: list[tuple[str, object]]
) -> None:
    run = _run(pace, mode, steps)

    times = [at for at, _ in run.left]
    for first, begin in enumerate(times):
        for last in range(first, len(times)):
            passed = times[last] - begin
            most = pace.burst + passed * pace.per_minute // (60 * 10**9)
            assert last - first + 1 <= most
