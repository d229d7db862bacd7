"""Forms come in several turns of the loop; tests that look at once want them whole."""

from typing import TypeVar

from tradecopy_desktop.gui.dialogs.form import FormDialog

F = TypeVar("F", bound=FormDialog)


def come(form: F) -> F:
    """Return a form that was opened, once all of it is there."""
    form.turns.finish()
    return form
