"""Judges the terminals that were found on the machine. Looks at nothing itself."""

from collections.abc import Iterator

from tradecopy_desktop.domain.checkup import CheckLine, Unknown, fine, hint, unknown, wrong
from tradecopy_desktop.domain.machine_facts import TerminalFacts


def check_terminals(
    terminals: tuple[TerminalFacts, ...] | Unknown, program: str
) -> Iterator[CheckLine]:
    """Judge every terminal: its Expert Advisors, its start, and what switches them off."""
    if isinstance(terminals, Unknown):
        yield unknown("Terminals", terminals.why)
        return
    if not terminals:
        remedy = "install your broker's terminal, or choose Accounts > Terminals > Add folder"
        yield hint("Terminals", "no MetaTrader was found for this user", remedy)
    for each in terminals:
        yield check_experts(each, program)
        if each.found.experts:
            yield check_terminal_start(each)
            yield check_account_change(each)


def check_experts(facts: TerminalFacts, program: str) -> CheckLine:
    """Judge the version of the Expert Advisors in a terminal."""
    title, there = f"{facts.found.title}: Expert Advisors", facts.found.experts
    if not there:
        return hint(title, "none are installed, or not compiled", "Accounts > Terminals > Install")
    if there == program:
        return fine(title, f"version {there}, as this program")
    text = f"version {there}, and this program is {program}"
    return wrong(title, text, "Accounts > Terminals > Update")


def check_terminal_start(facts: TerminalFacts) -> CheckLine:
    """Judge whether Windows starts a terminal that copies."""
    title, starts = f"{facts.found.title}: start", facts.starts_alone
    if isinstance(starts, Unknown):
        return unknown(title, starts.why)
    if starts:
        return fine(title, "Windows starts it when you log on")
    remedy = "put its shortcut into the folder that opens with Win+R, shell:startup"
    return hint(title, "it does not start by itself after a restart", remedy)


def check_account_change(facts: TerminalFacts) -> CheckLine:
    """Judge whether a terminal switches Expert Advisors off when its account changes."""
    title, stops = f"{facts.found.title}: change of account", facts.stops_experts
    where = "Tools > Options > Expert Advisors"
    if isinstance(stops, Unknown):
        return unknown(title, stops.why, f"look yourself: {where}, first boxes")
    if stops:
        text = "it switches algorithmic trading off when the account changes"
        return hint(title, text, f"{where}: untick Disable ... when the account has been changed")
    return fine(title, "algorithmic trading stays on when the account changes")
