"""What the trader needs to be told once and never again, over all starts."""

from PySide6.QtCore import QSettings


class ToldOnce:
    """Remembers what was said, for as long as the window's settings are kept."""

    def __init__(self, settings: QSettings | None) -> None:
        self._settings = settings
        self._told: set[str] = set()

    def is_news(self, what: str) -> bool:
        """Tell whether `what` was never said before; from now on it was."""
        if what in self._told:
            return False
        self._told.add(what)
        if self._settings is None:
            return True
        key = f"told/{what}"
        if str(self._settings.value(key, "0")) == "1":
            return False
        self._settings.setValue(key, 1)
        return True
