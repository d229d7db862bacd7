from dataclasses import replace

import pytest
from PySide6.QtGui import QTextDocument

from tests.gui.sample_rows import sample_log
from tradecopy_desktop.app.views import LogOutcome
from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.gui.panels.explanation import explanation

pytestmark = pytest.mark.usefixtures("qapp")

LINE = sample_log(1)[0]
RISK = Step(
    rule="risk",
    text="risk in money / loss of 1 lot",
    inputs=(("risk in money", "500 USD"), ("loss of 1 lot", "250 USD")),
    result="2",
)


def _read(html: str) -> list[str]:
    document = QTextDocument()
    document.setHtml(html)
    lines = document.toPlainText().replace("\N{NO-BREAK SPACE}", " ").splitlines()
    return [line for line in lines if line]


def test_step_when_it_has_inputs_then_rule_sentence_inputs_and_result_are_shown() -> None:
    line = replace(LINE, steps=(RISK,), reason="")

    shown = _read(explanation(line, "#667788"))

    assert shown == [
        "Risk",
        "Risk in money / loss of 1 lot",
        "risk in money 500 USD \N{MIDDLE DOT} loss of 1 lot 250 USD",
        "2",
    ]


def test_line_when_it_was_not_sent_then_the_reason_comes_last() -> None:
    line = replace(
        LINE,
        steps=(Step(rule="symbol", text="by the broker's suffix", result="XAUUSD.r"),),
        outcome=LogOutcome.IMAGINED,
        reason="nothing was sent",
    )

    shown = _read(explanation(line, "#667788"))

    assert shown == [
        "Symbol",
        "By the broker's suffix",
        "XAUUSD.r",
        "Not sent",
        "Nothing was sent",
    ]


def test_line_when_nothing_was_recorded_then_that_is_said() -> None:
    shown = _read(explanation(replace(LINE, steps=(), reason=""), "#667788"))

    assert shown == ["No explanation was recorded."]


def test_text_when_it_holds_signs_of_markup_then_it_is_shown_as_written() -> None:
    line = replace(LINE, steps=(Step(rule="comment", text="<b>EA</b> & co"),), reason="")

    assert _read(explanation(line, "#667788"))[1] == "<b>EA</b> & co"
