from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QLocale, QSettings

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.language import chosen_language, languages, put_words, speak

ENGLISH = QLocale(QLocale.Language.English)


@pytest.fixture
def words_as_they_were() -> Iterator[None]:
    before = dict(vars(words))
    yield
    for name, word in before.items():
        setattr(words, name, word)


def _kept(folder: Path, language: str) -> Path:
    file = folder / "window.ini"
    settings = QSettings(str(file), QSettings.Format.IniFormat)
    settings.setValue("window/language", language)
    settings.sync()
    return file


def test_language_when_nothing_is_kept_then_it_is_that_of_the_system(tmp_path: Path) -> None:
    french = QLocale(QLocale.Language.French)

    # There are no French words.
    assert speak(tmp_path / "window.ini", ENGLISH) == "en"
    assert speak(None, french) == "en"


def test_language_when_english_is_kept_then_the_system_does_not_matter(tmp_path: Path) -> None:
    german = QLocale(QLocale.Language.German)

    assert speak(_kept(tmp_path, "en"), german) == "en"


def test_language_when_something_unknown_is_kept_then_the_system_decides(tmp_path: Path) -> None:
    file = _kept(tmp_path, "xx")

    assert chosen_language(QSettings(str(file), QSettings.Format.IniFormat)) == ""
    assert speak(file, ENGLISH) == "en"


def test_languages_when_listed_then_english_is_first() -> None:
    assert languages()[0] == "en"
    assert set(languages()) <= {"en", "de"}


@pytest.mark.usefixtures("words_as_they_were")
def test_words_when_replaced_then_those_that_are_missing_stay_english() -> None:
    other = ModuleType("words_of_a_test")
    vars(other).update(
        COCKPIT="Leitstand",
        copies=lambda number: f"{number} Kopien",
        UNKNOWN_HERE="nothing shows it",
        _own="not a word",
    )

    put_words(other)

    assert (words.COCKPIT, words.copies(3), words.ACCOUNTS) == ("Leitstand", "3 Kopien", "Accounts")
    assert not hasattr(words, "UNKNOWN_HERE")
    assert not hasattr(words, "_own")
