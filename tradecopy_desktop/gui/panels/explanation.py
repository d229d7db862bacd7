"""Why a trade was copied as it was: each rule, its sentence, what went in, what came out."""

from collections.abc import Sequence
from html import escape

from tradecopy_desktop.app.views import TradeLogRow
from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import begun

_RULE = "padding:1px 14px 4px 0;white-space:nowrap"
_TEXT = "padding:1px 0 4px 0"
_RESULT = "padding:1px 2px 4px 14px;white-space:nowrap;font-weight:600"


def explanation(row: TradeLogRow, muted: str) -> str:
    """Return the steps as a table of rich text; `muted` is the color of what matters less."""
    lines = [_line(step, muted) for step in row.steps]
    if row.reason:
        lines.append(_line(Step(rule=words.OUTCOMES[row.outcome], text=row.reason), muted))
    if not lines:
        return f'<span style="color:{muted}">{escape(words.NO_STEPS)}</span>'
    return f"<table width='100%' cellspacing='0' cellpadding='0'>{''.join(lines)}</table>"


def steps_list(steps: Sequence[Step], muted: str) -> str:
    """Return steps below each other as rich text, for where there is little width."""
    lines = "".join(_narrow_line(step, muted) for step in steps)
    return f"<table width='100%' cellspacing='0' cellpadding='0'>{lines}</table>"


def _narrow_line(step: Step, muted: str) -> str:
    return (
        f'<tr><td style="color:{muted}">{escape(begun(step.rule))}</td>'
        f'<td align="right" style="font-weight:600">{escape(step.result)}</td></tr>'
        f'<tr><td colspan="2" style="padding:0 0 8px 0">{_text_of(step, muted)}</td></tr>'
    )


def _text_of(step: Step, muted: str) -> str:
    text = escape(begun(step.text))
    if not step.inputs:
        return text
    inputs = words.listed([words.named(*pair) for pair in step.inputs])
    return f'{text}<br><span style="color:{muted}">{escape(inputs)}</span>'


def _line(step: Step, muted: str) -> str:
    text = _text_of(step, muted)
    return (
        f'<tr><td style="color:{muted};{_RULE}">{escape(begun(step.rule))}</td>'
        f'<td width="100%" style="{_TEXT}">{text}</td>'
        f'<td align="right" style="{_RESULT}">{escape(step.result)}</td></tr>'
    )
