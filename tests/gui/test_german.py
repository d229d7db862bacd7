"""The German words stand for all English ones, and the window speaks them from its first word."""

import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any, Final, get_type_hints

import pytest
from PySide6.QtCore import QSettings

from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.gui import words, words_de
from tradecopy_desktop.gui.words_de import rules

ROOT: Final = Path(__file__).resolve().parents[2]
# Written alike in both: what MetaTrader's traders call so, names, units and keys.
ALIKE: Final = frozenset(
    {
        "", "%", "1 h", "15 min", "24 h", ": 1", "F2", "Ctrl+Shift+S", "ms", "p95", "p99",
        "Blind", "Bridge", "Cockpit", "Contest", "DEMO", "Demo", "Drawdown", "Equity",
        "Expert Advisor", "Expert Advisors", "Follower", "Fr", "Limit", "Limits", "Limits…",
        "Live", "Login", "Lots", "MT4", "MT5", "Market", "Master", "Max", "Median", "Mo", "Name",
        "Ping ms", "Port", "Problem", "Python", "Real", "Route", "SL", "STARTTLS", "Sa", "Server",
        "Slippage", "Start", "Status", "Stop", "Support", "Symbol", "System", "TP", "Terminal",
        "Terminals", "Terminals…", "Trade", "TradeCopy Desktop", "Transit", "Version", "Webhook",
    }
)  # fmt: skip
# Its example is a whole number, which reads alike whatever parts the decimals.
OTHER_NUMBER: Final = frozenset({"NEED_LOTS"})
PAGES: Final = [
    "Cockpit",
    "Konten",
    "Routen",
    "Schutz",
    "Abgleich",
    "Latenz",
    "Handelsprotokoll",
    "Nachweis",
    "Alarme",
    "Prüfung",
    "Einstellungen",
    "Hilfe",
]


def _public(module: ModuleType) -> dict[str, Any]:
    named = vars(module).items()
    return {n: w for n, w in named if not n.startswith("_") and not isinstance(w, ModuleType)}


def _texts(word: object) -> Iterator[str]:
    if isinstance(word, str):
        yield word
    elif isinstance(word, dict):
        for each in word.values():
            yield from _texts(each)
    elif isinstance(word, tuple):
        for each in word:
            yield from _texts(each)


def _pairs() -> Iterator[tuple[str, str, str]]:
    for name, word in _public(words).items():
        german = getattr(words_de, name)
        yield from ((name, *both) for both in zip(_texts(word), _texts(german), strict=True))


def _functions() -> list[str]:
    return sorted(name for name, word in _public(words).items() if inspect.isfunction(word))


def _numbers(text: str) -> list[str]:
    # 65,535 and 65.535 are one number, and so is 65535.
    return sorted(re.sub(r"[.,]", "", each) for each in re.findall(r"\d[\d.,]*", text))


def _arguments(function: Callable[..., object], number: int) -> dict[str, object]:
    """Return an argument for each parameter, its text unlike that of all others."""
    given: dict[str, object] = {}
    for name in inspect.signature(function).parameters:
        kind = get_type_hints(function)[name]
        if kind is str:
            given[name] = f"<{name}>"
        elif kind is bool:
            given[name] = True
        elif kind == list[str]:
            given[name] = [f"<{name}>"]
        elif kind == frozenset[Role]:
            given[name] = frozenset(Role)
        elif isinstance(kind, type) and issubclass(kind, Enum):
            given[name] = next(iter(kind))
        else:
            given[name] = number
    return given


def _said(function: Callable[..., object], number: int) -> list[str]:
    """Return which arguments a sentence tells, and all numbers in it."""
    text = " ".join(_texts(function(**_arguments(function, number))))
    return sorted(re.findall(r"<\w+>", text)) + _numbers(text)


def test_german_when_compared_then_it_has_every_english_name_and_no_other() -> None:
    assert set(_public(words_de)) == set(_public(words))


def test_german_when_compared_then_each_word_is_of_the_same_kind_and_shape() -> None:
    for name, word in _public(words).items():
        german = getattr(words_de, name)
        assert type(german) is type(word), name
        if isinstance(word, dict):
            assert [*german] == [*word], name
        assert len([*_texts(german)]) == len([*_texts(word)]), name


@pytest.mark.parametrize("name", _functions())
def test_german_when_a_sentence_is_asked_for_then_it_takes_the_same_parameters(name: str) -> None:
    english, german = getattr(words, name), getattr(words_de, name)

    assert inspect.signature(german) == inspect.signature(english)


@pytest.mark.parametrize("name", _functions())
def test_german_when_a_sentence_is_built_then_it_tells_what_the_english_one_tells(
    name: str,
) -> None:
    english, german = getattr(words, name), getattr(words_de, name)

    # 30 hours are more than a day, and 90,000 s are 25 hours: both name the unit that says most.
    for number in (0, 1, 2, 30, 90_000):
        assert _said(german, number) == _said(english, number)


def test_german_when_read_then_nothing_in_it_was_left_in_english() -> None:
    left = {(name, text) for name, text, german in _pairs() if text == german}

    assert {(name, text) for name, text in left if text not in ALIKE} == set()
    # What is no longer alike leaves the list.
    assert ALIKE - {text for _, text in left} == set()


def test_german_when_read_then_its_numbers_are_those_of_the_english_words() -> None:
    for name, english, german in _pairs():
        if name not in OTHER_NUMBER:
            assert _numbers(german) == _numbers(english), name


def test_german_when_limits_are_told_then_the_verb_comes_second() -> None:
    at = words_de.at_money("9.500,00 USD", words_de.OF_EQUITY)

    assert f"{at} {words_de.CLOSED_ACCOUNT}" == (
        "bei 9.500,00 USD Equity wird alles geschlossen und das Konto gesperrt"
    )
    assert words_de.so_much_open(words_de.of_positions("1"), words_de.on_symbol("XAUUSD")) == (
        "bei 1 Position in XAUUSD oder mehr"
    )
    assert words_de.copies(1) == "1 offene Kopie"
    assert words_de.copies(2) == "2 offene Kopien"


def test_german_when_the_rules_tell_something_known_then_it_is_german() -> None:
    assert words_de.told("copying") == "aktiv"
    assert words_de.told("Gold: waiting for a terminal") == "Gold: wartet auf ein Terminal"
    assert words_de.told("421.50 of 250,000.00 USD used (0.1 %), estimated") == (
        "421,50 von 250.000,00 USD genutzt (0,1 %), geschätzt"
    )
    # The digits of a symbol are none of a number.
    assert words_de.told("1.5 of 25 lots of US500.b open (6 %)") == (
        "1,5 von 25 Lots in US500.b offen (6 %)"
    )
    assert words_de.told("5 late trades wait for your answer") == (
        "5 späte Trades warten auf Ihre Antwort"
    )


def test_german_when_the_rules_tell_something_unknown_then_it_stays_as_it_is() -> None:
    assert words_de.told("the moon is full: nobody sleeps") == "the moon is full: nobody sleeps"
    assert words_de.told("") == ""
    assert words.told("copying") == "copying"


def test_german_when_the_rules_tell_something_else_one_day_then_its_german_goes() -> None:
    package = ROOT / "tradecopy_desktop"
    sources = [
        each.read_text(encoding="utf-8")
        for room in ("app", "engine", "domain")
        for each in (package / room).rglob("*.py")
    ]
    code = "\n".join(sources)

    assert [text for text in rules._TEXTS if f'"{text}"' not in code] == []


def _seen(folder: Path, language: str) -> dict[str, object]:
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("window/language", language)
    settings.sync()
    command = [sys.executable, "-m", "tests.gui.german_process", str(folder)]
    there = {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}

    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | there,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert isinstance(seen, dict)
    return seen


def _sentences_only_in(language: ModuleType, other: ModuleType) -> set[str]:
    """Return the words of three parts and more, which no trader's own text equals by chance."""
    mine, theirs = (
        {text for word in _public(each).values() for text in _texts(word)}
        for each in (language, other)
    )
    return {text for text in mine - theirs if text.count(" ") > 1}


def test_window_when_german_is_kept_then_every_page_speaks_it(tmp_path: Path) -> None:
    seen = _seen(tmp_path, "de")
    shown = seen["shown"]
    assert isinstance(shown, list)

    assert seen["status"] == 0
    assert seen["pages"] == PAGES
    assert {"Alle pausieren", "Alle glattstellen", "Noch keine Follower"} <= set(shown)
    assert _sentences_only_in(words, words_de) & set(shown) == set()
    # Taken by modules as they are loaded, thus after the language was chosen.
    assert seen["size"] == "Nach Equity"
    assert seen["kinds"] == [
        "Verlust",
        "Drawdown",
        "Offene Positionen",
        "Margin-Level",
        "Gewinnziel",
        "Verlusttrades in Folge",
        "Trades am Tag",
        "Anteil des besten Tages",
    ]


def test_window_when_english_is_kept_then_no_german_comes_up(tmp_path: Path) -> None:
    seen = _seen(tmp_path, "en")
    shown = seen["shown"]
    assert isinstance(shown, list)

    assert {"Pause all", "Flatten all", "No followers yet"} <= set(shown)
    assert _sentences_only_in(words_de, words) & set(shown) == set()
    assert seen["size"] == "By equity"
