"""What a trade server answers when something is wrong, in the words of the simulated brokers."""

from tests.ea.drills.ea_seat import EaSeat
from tradecopy_desktop.domain.values import Platform

# The code on MetaTrader 4, and on MetaTrader 5.
_CODES = {
    "timeout lost": (128, 10012),
    "busy": (137, 10024),
    "rejected": (2, 10006),
    "off quotes": (136, 10021),
    "no money": (134, 10019),
}


def refuse(seat: EaSeat, fault: str) -> None:
    """Let the next trade call be answered so; nothing of it is carried out."""
    on_mt4, on_mt5 = _CODES[fault]
    code = on_mt4 if seat.account.platform is Platform.MT4 else on_mt5
    seat.order(f"refuse {code}")


def time_out(seat: EaSeat, fate: str) -> None:
    """Let the next trade call end in a time-out: carried out, lost, or carried out later."""
    if fate == "lost":
        refuse(seat, "timeout lost")
    elif fate == "executed":
        seat.order("lose 1")
    else:
        # Later than the Expert Advisor looks for it.
        seat.order("late 1300")
