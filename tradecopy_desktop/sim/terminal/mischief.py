"""What will go wrong on a terminal's cable at the next occasion. It picks no moments by itself."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class CableFault(StrEnum):
    """One way in which a frame, or the news that it arrived, is lost, or told twice.

    TCP neither doubles nor reorders what it carries. An EA does, which tells again what it is not
    sure of; and a link that dies takes with it what the other side believes to be told.
    """

    DUPLICATED_FRAME = "duplicated_frame"  # an event or a report is written twice
    OLD_AFTER_NEW = "reordered_frame"  # an older event or report is written again after a newer one
    LOST_ACK = "lost_ack"  # the link dies before the EA reads the acknowledgement
    LOST_REPORT = "lost_report"  # the link dies after the execution, before the report
    LOST_INSTRUCTION = "lost_instruction"  # the link dies before the EA reads the instruction
    KILLED_IN_CALL = "killed_in_call"  # the terminal dies between sending an order and its answer


@dataclass(slots=True)
class Mischief:
    """How often each fault is still to strike, and how often it did. `die` kills the terminal."""

    armed: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    die: Callable[[], None] = lambda: None

    def arm(self, fault: CableFault) -> None:
        """Let a fault strike once, as soon as it can."""
        self.armed[fault] += 1

    def disarm(self) -> None:
        """Let nothing more go wrong."""
        self.armed.clear()

    def strikes(self, fault: CableFault) -> bool:
        """Tell whether a fault that can strike now does, and count it."""
        if self.armed[fault] <= 0:
            return False
        self.armed[fault] -= 1
        self.done[fault.value] += 1
        return True
