"""Why a trade was copied as it was: each rule, its sentence, what went in, what came out."""

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


def _line(step: Step, muted: str) -> str:
    text = escape(begun(step.text))
    if step.inputs:
        inputs = words.listed([words.named(*pair) for pair in step.inputs])
        text = f'{text}<br><span style="color:{muted}">{escape(inputs)}</span>'
    return (
        f'<tr><td style="color:{muted};{_RULE}">{escape(begun(step.rule))}</td>'
        f'<td width="100%" style="{_TEXT}">{text}</td>'
        f'<td align="right" style="{_RESULT}">{escape(step.result)}</td></tr>'
    )
