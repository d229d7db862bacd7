"""When a terminal is not believed, and what its routes refuse meanwhile (rules W1, W2, P4).

A frozen route opens nothing and closes nothing that is not proven; a closing deal that is shown
closes at once. Evidence alone thaws, and it is always the same: the registered login comes back
with a whole list that is consistent, which means that something of what it held is still there or
that closing deals account for all of it. Looks into the book and changes nothing in it.
"""

from collections.abc import Iterator

from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.facts import SnapshotTaken
from tradecopy_desktop.domain.freezes import Freeze, FreezeCause
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.proofs import follower_proofs, is_shown

LOST_BROKER = Freeze(cause=FreezeCause.LOST_BROKER, text="has lost its connection to the broker")


def freeze_of_switch(account: AccountKey, shown: AccountKey) -> Freeze:
    """Return why a terminal that logged in to `shown` is not believed for `account`."""
    text = f"is logged in to {shown} instead"
    if shown.login == account.login:
        text = (
            f"names its server {shown.server!r} now; if the broker renamed it, register the "
            "account under that name"
        )
    return Freeze(cause=FreezeCause.SWITCHED, text=text)


def judge_picture(book: Book, picture: SnapshotTaken) -> Freeze | None:
    """Return why a picture that its terminal calls whole is not believed, None if it is."""
    if picture.role is Role.MONITOR:
        known = {link.position for link in _followed(book, picture.account)}
        gone = known - {position.id for position in picture.positions}
        unproven = gone - {ended.id for ended in picture.closed}
        return _vanished(len(known), len(gone), len(unproven), "positions that are copied")
    held = tuple(link for link in book.live_on(picture.account) if _is_held(link))
    missing = [link for link in held if not is_shown(book, link, picture)]
    doubtful = [link for link in missing if not follower_proofs(book, link, picture)]
    return _vanished(len(held), len(missing), len(doubtful), "copies")


def is_proof_missing(book: Book, link: Link) -> bool:
    """Tell whether a copy's master position is gone from a list that is not believed."""
    master = book.account(link.master)
    frozen = master.frozen.get(Role.MONITOR)
    if frozen is None or frozen.cause is not FreezeCause.VANISHED:
        return False
    return link.accepted > 0 and link.position not in master.closed


def freeze_of(book: Book, route: Route) -> str:
    """Return why a route stands still, in words, "" if it does not."""
    for end, key, role in (
        ("master", route.master, Role.MONITOR),
        ("follower", route.follower, Role.EXECUTOR),
    ):
        frozen = book.account(key).frozen.get(role)
        if frozen is not None:
            return f"the {end}'s terminal {frozen.text}"
    return ""


def refused_by_freeze(book: Book, route: Route) -> Refusal | None:
    """Return why nothing may be opened on a route while a terminal is not believed, or None."""
    text = freeze_of(book, route)
    return (SkipReason.FROZEN, text) if text else None


def copies_of_account(book: Book, account: AccountKey, role: Role) -> int:
    """Return how many real copies depend on what an account's terminal shows."""
    if role is Role.EXECUTOR:
        return sum(1 for _ in book.live_on(account))
    links = (link for route in book.routes_of(account) for link in book.copies_of(route.id))
    return sum(1 for link in links if not link.shadow)


def _vanished(known: int, gone: int, unproven: int, what: str) -> Freeze | None:
    # A single one that is missing is asked about by itself; of a list without any of them nothing
    # is believed but its closing deals.
    if not unproven or gone < known:
        return None
    text = f"shows none of the {known} {what}, and no closing deals of {unproven} of them"
    return Freeze(cause=FreezeCause.VANISHED, text=text)


def _followed(book: Book, master: AccountKey) -> Iterator[Link]:
    for route in book.routes_of(master):
        for link in book.copies_of(route.id):
            if link.accepted > 0 and not link.shadow:
                yield link


def _is_held(link: Link) -> bool:
    return link.filled > ZERO and bool(link.opens)
