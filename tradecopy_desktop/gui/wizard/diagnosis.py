"""What is still missing until an account's terminal can be used, in one sentence. Mends nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from tradecopy_desktop.app.views import AccountRow, Health
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.terminals import Click, ClickLeft
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.wizard.plan import Chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """How far a terminal is. `is_ready`: the next step can use it."""

    health: Health
    text: str
    is_ready: bool = False


def diagnose(chosen: Chosen, row: AccountRow | None, clicks: Sequence[ClickLeft]) -> Diagnosis:
    """Return what to tell of an account, by what is known of it now."""
    if chosen.is_busy:
        return Diagnosis(health=Health.IDLE, text=words.INSTALLING)
    if chosen.trouble:
        return Diagnosis(health=Health.BAD, text=begun(chosen.trouble))
    if row is None:
        return Diagnosis(health=Health.IDLE, text=words.NOT_REGISTERED)
    return _of_account(chosen, row, clicks)


def _of_account(chosen: Chosen, row: AccountRow, clicks: Sequence[ClickLeft]) -> Diagnosis:
    log_in = _click(clicks, Click.LOG_IN)
    if log_in is not None and log_in.done is False:
        return Diagnosis(health=Health.BAD, text=words.mend_log_in(log_in.text))
    if not row.connected:
        return _not_seen(chosen, row, clicks)
    found = _unfinished(chosen, row) or _in_the_way(row, clicks)
    return found or Diagnosis(
        health=Health.GOOD, text=words.terminal_ready(row.company), is_ready=True
    )


def _unfinished(chosen: Chosen, row: AccountRow) -> Diagnosis | None:
    missing = row.roles - row.connected
    if missing:
        return Diagnosis(health=Health.WARNING, text=words.role_missing(min(missing)))
    if _is_old(chosen, row):
        there = chosen.terminal.experts if chosen.terminal is not None else ""
        return Diagnosis(health=Health.WARNING, text=words.old_experts(row.ea_version, there))
    if row.positions is None:
        return Diagnosis(health=Health.WARNING, text=words.LIST_NOT_WHOLE)
    return None


def _in_the_way(row: AccountRow, clicks: Sequence[ClickLeft]) -> Diagnosis | None:
    if row.may_trade is False and Role.EXECUTOR in row.roles:
        return Diagnosis(health=Health.BAD, text=words.trading_off(_text(clicks)))
    if row.health is Health.BAD:
        return Diagnosis(health=Health.BAD, text=begun(row.status))
    return None


def _not_seen(chosen: Chosen, row: AccountRow, clicks: Sequence[ClickLeft]) -> Diagnosis:
    if row.health is Health.BAD and row.platform is None:
        # Never welcomed, and yet something is wrong: its key came from another account.
        return Diagnosis(health=Health.BAD, text=words.wrong_account(row.status))
    left = next((each for each in clicks if each.done is False), None)
    if chosen.terminal is not None and left is not None:
        return Diagnosis(health=Health.IDLE, text=words.not_seen_yet(left.text))
    return Diagnosis(health=Health.IDLE, text=words.NOT_SEEN_YET)


def _is_old(chosen: Chosen, row: AccountRow) -> bool:
    there = chosen.terminal.experts if chosen.terminal is not None else ""
    return bool(there and row.ea_version and there != row.ea_version)


def _click(clicks: Sequence[ClickLeft], wanted: Click) -> ClickLeft | None:
    return next((each for each in clicks if each.click is wanted), None)


def _text(clicks: Sequence[ClickLeft]) -> str:
    allow = _click(clicks, Click.ALLOW_TRADING)
    return allow.text if allow is not None else ""
