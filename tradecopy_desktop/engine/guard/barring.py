"""Why nothing may be opened on an account now. It looks at what was judged, and judges nothing."""

from tradecopy_desktop.domain.decisions import Bar, SkipReason
from tradecopy_desktop.domain.guarding import Rung
from tradecopy_desktop.engine.book import AccountState


def bar_of(account: AccountState, blind: str | None) -> Bar | None:
    """Return what bars openings: a lock, a limit, or that the account cannot be seen (`blind`).

    Waiting orders are taken back for the first two; what cannot be seen may be back in a moment.
    """
    memory, guard = account.guard_memory, account.guard
    lock = memory.flattening or memory.lock
    if lock is not None:
        text = f"the account is locked: {lock.why}"
        return Bar(reason=SkipReason.GUARDED, text=text, cancels=True)
    for limit in guard.limits:
        if memory.rungs.get(limit.id, Rung.FINE).height >= Rung.CLOSE_ONLY.height:
            text = f"{limit.name} lets nothing be opened now"
            return Bar(reason=SkipReason.GUARDED, text=text, cancels=True)
    if blind is not None and (guard.needs_sight or guard.limits):
        text = f"the account's equity cannot be seen: {blind}"
        return Bar(reason=SkipReason.GUARDED, text=text)
    return None
