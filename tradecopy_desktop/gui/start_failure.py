"""Says why the program could not start, where there is no console to say it. Mends nothing."""

from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from tradecopy_desktop.gui import words


def failure_box(why: str, data_folder: Path) -> QMessageBox:
    """Return a message, not yet shown, with the reason and where the settings are."""
    box = QMessageBox(
        QMessageBox.Icon.Critical, words.PROGRAM, words.START_FAILED, QMessageBox.StandardButton.Ok
    )
    box.setInformativeText(words.start_failure(why, str(data_folder)))
    return box
