"""The table of terminals: what each column says. Holds no rows."""

from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.terminals import FoundTerminal
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import NOTHING
from tradecopy_desktop.gui.models.columns import Column, Look, marked, plain
from tradecopy_desktop.gui.theme import Tone


def terminal_columns(version: str) -> tuple[Column[FoundTerminal], ...]:
    """Return the columns; `version` is that of the Expert Advisors that would be installed."""

    def experts(row: FoundTerminal) -> Look:
        if not row.experts:
            return Look(words.NO_EXPERTS, Tone.MUTED)
        if row.experts == version:
            return Look(row.experts)
        return marked(words.older_experts(row.experts), Health.WARNING)

    return (
        Column(
            title=words.TERMINAL_TITLE,
            look=plain(lambda row: row.title),
            chars=26,
            tip=lambda row: words.terminal_names(
                row.title, words.PLATFORMS[row.platform], row.build
            ),
        ),
        Column(
            title=words.PLATFORM, look=plain(lambda row: words.PLATFORMS[row.platform]), chars=8
        ),
        Column(title=words.TERMINAL_STATE, look=_state, chars=16),
        Column(title=words.TERMINAL_EXPERTS, look=experts, chars=14),
        Column(
            title=words.TERMINAL_ACCOUNT,
            look=plain(_account),
            chars=22,
            stretch=True,
            tip=lambda row: str(row.data_folder),
        ),
    )


def _state(row: FoundTerminal) -> Look:
    note = words.TERMINAL_PORTABLE if row.portable else ""
    if row.running:
        return marked(words.terminal_state(words.TERMINAL_IS_UP, note), Health.GOOD)
    return marked(words.terminal_state(words.TERMINAL_IS_DOWN, note), Health.IDLE)


def _account(row: FoundTerminal) -> str:
    return NOTHING if row.account is None else str(row.account)
