"""The question before the start when another program has the bridge's port."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import Run
from tradecopy_desktop.domain.errors import PortTakenError
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.port_taken import PortTakenDialog

LEFT = Qt.MouseButton.LeftButton
TAKEN = PortTakenError(8080, owner="nginx.exe (process 7)", free=8081)


@pytest.mark.parametrize(("button", "used"), [("accept_button", True), ("cancel_button", False)])
def test_question_when_answered_then_the_answer_is_told(
    qtbot: QtBot, appearance: Appearance, run: Run, button: str, used: bool
) -> None:
    assert appearance is not None
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = PortTakenDialog(TAKEN, owner)

    async def scenario() -> None:
        asked = asyncio.ensure_future(dialog.answer())
        await asyncio.sleep(0)
        assert dialog.windowTitle() == "Port 8080 is taken"
        assert "which nginx.exe (process 7) uses at present" in dialog.introduction.text()
        assert dialog.accept_button.text() == "Use port 8081"
        QTest.mouseClick(getattr(dialog, button), LEFT)

        assert await asked is used

    run(scenario())
