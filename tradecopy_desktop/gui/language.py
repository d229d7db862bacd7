"""Which language the window speaks. It is chosen once, before any word is shown."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final

from PySide6.QtCore import QLocale, QSettings

from tradecopy_desktop.gui import words

SETTING: Final = "window/language"
SYSTEM: Final = ""
ENGLISH: Final = "en"
# Each language calls itself by its own name, whatever the others are called.
NAMES: Final = {ENGLISH: "English", "de": "Deutsch"}


def languages() -> tuple[str, ...]:
    """Return the languages of which this copy of the program has the words."""
    there = (each for each in NAMES if each != ENGLISH and find_spec(_module(each)) is not None)
    return (ENGLISH, *there)


def chosen_language(settings: QSettings | None) -> str:
    """Return what the trader chose; SYSTEM where nothing, or something unknown, is kept."""
    value = str(settings.value(SETTING, SYSTEM)) if settings is not None else SYSTEM
    return value if value in NAMES else SYSTEM


def speak(file: Path | None, system: QLocale | None = None) -> str:
    """Speak the language that is kept in `file` from now on, and return which one it is."""
    kept = None if file is None else QSettings(str(file), QSettings.Format.IniFormat)
    language = chosen_language(kept)
    if language == SYSTEM:
        language = QLocale.languageToCode((system or QLocale.system()).language())
    if language not in languages():
        return ENGLISH
    if language != ENGLISH:
        put_words(import_module(_module(language)))
    return language


def put_words(other: ModuleType) -> None:
    """Replace the words by those of the same name in `other`; what it lacks stays."""
    for name, word in vars(other).items():
        is_word = not name.startswith("_") and not isinstance(word, ModuleType)
        if is_word and hasattr(words, name):
            setattr(words, name, word)


def _module(language: str) -> str:
    return f"tradecopy_desktop.gui.words_{language}"
