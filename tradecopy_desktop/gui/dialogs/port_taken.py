"""Asks before the start whether another port may be used. Listens on none itself."""

import asyncio

from PySide6.QtWidgets import QCheckBox, QWidget

from tradecopy_desktop.domain.errors import PortTakenError
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import FormDialog
from tradecopy_desktop.gui.widgets.card import label


class PortTakenDialog(FormDialog):
    """One question; `always` is ticked by a trader who does not want to be asked again."""

    def __init__(self, taken: PortTakenError, parent: QWidget) -> None:
        super().__init__(
            words.port_taken_title(taken.port),
            words.port_taken_intro(taken.port, taken.owner),
            words.use_port(taken.free or 0),
            parent,
        )
        self.always = QCheckBox(words.PORT_ALWAYS)
        self.fields.addWidget(self.always)
        hint = label(words.PORT_ALWAYS_HINT, "hint")
        # The form measures only what may take several lines.
        hint.setWordWrap(True)
        self.fields.addWidget(hint)
        self.cancel_button.setText(words.PORT_QUIT)
        self.accept_button.clicked.connect(self.accept)

    async def answer(self) -> bool:
        """Show the question and return whether the other port is to be used."""
        answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.finished.connect(lambda result: answered.set_result(bool(result)))
        self.show()
        self.raise_()
        self.activateWindow()
        return await answered
