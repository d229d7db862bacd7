"""What is done about a copy without an SL: an emergency SL, or its close (rule R6.5)."""

from dataclasses import replace

from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.decisions import Copied, Decision, Step
from tradecopy_desktop.domain.guarding import NakedAction
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.following import order_stops, order_volume, without_master
from tradecopy_desktop.engine.guard.naked import Naked
from tradecopy_desktop.engine.stops.plan import Stops


def remedy_of(book: Book, found: Naked) -> Decision | None:
    """Return what a rule wants to be done about a copy, None where nothing is to be sent.

    A copy that is closed so counts as ended: its master's later changes are not followed (C2).
    """
    link = book.active.get(found.copy)
    if link is None:
        return None
    if found.due is NakedAction.EMERGENCY_STOP and found.stop is not None:
        ordered, stops = order_stops(
            link, Stops(stop_loss=found.stop, take_profit=link.take_profit)
        )
        return _copied(ordered, stops, Step(rule="emergency SL", text=found.text))
    if found.due is NakedAction.CLOSE:
        return _closed(link, found.text)
    return None


def _closed(link: Link, why: str) -> Decision:
    version = f"without SL {link.version}"
    cut = replace(without_master(link), version=version, reason=why)
    ordered, volume = order_volume(cut, ZERO, version=version)
    return _copied(ordered, volume, Step(rule="close", text=why, result="0"))


def _copied(link: Link, command: Command, step: Step) -> Decision:
    return Copied(
        route=link.route,
        link=link,
        commands=(command,),
        steps=(step,),
        settings_version=link.settings_version,
    )
