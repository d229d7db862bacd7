"""What a check-up says about the machine, by facts that are made up."""

from dataclasses import replace

import pytest

from tradecopy_desktop.app.doctor.machine_checks import (
    check_database,
    check_disk,
    check_environment,
    check_port,
    check_vault,
)
from tradecopy_desktop.app.doctor.windows_checks import check_sleep, check_updates, check_windows
from tradecopy_desktop.domain.checkup import CheckLine, Unknown, Verdict
from tradecopy_desktop.domain.machine_facts import (
    DatabaseFacts,
    MachineFacts,
    PortFacts,
    PortState,
    WindowsFacts,
)

MB = 1_048_576
DATABASE = DatabaseFacts(
    path="D/tradecopy.sqlite",
    size=3 * MB,
    revision="0006",
    newest="0006",
    fault="",
    disk_free=900 * MB,
)
WINDOWS = WindowsFacts(
    build=20348,
    starts_at_logon=True,
    logs_on_alone=True,
    active_hours=(8, 17),
    sleeps_after=0,
)
MACHINE = MachineFacts(
    python="3.13.2",
    qt="6.11.3",
    system="Windows 2022Server build 20348",
    program="0.4.0",
    port=Unknown("not asked"),
    vault_fault="",
    database=DATABASE,
    windows=WINDOWS,
    terminals=(),
)


def said(line: CheckLine) -> tuple[str, str, str]:
    """Return what a line says, without its title."""
    return line.verdict.value, line.text, line.remedy


def test_environment_when_windows_is_new_enough_then_is_fine() -> None:
    line = check_environment(MACHINE)

    assert said(line) == (
        "fine",
        "TradeCopy Desktop 0.4.0, Windows 2022Server build 20348, Python 3.13.2, Qt 6.11.3",
        "",
    )


@pytest.mark.parametrize(("build", "verdict"), [(17_762, "wrong"), (17_763, "fine")])
def test_environment_when_windows_is_old_then_is_wrong(build: int, verdict: str) -> None:
    line = check_environment(replace(MACHINE, windows=replace(WINDOWS, build=build)))

    assert line.verdict.value == verdict


def test_environment_when_qt_is_missing_then_is_wrong() -> None:
    line = check_environment(replace(MACHINE, qt=Unknown("DLL load failed")))

    assert line.verdict is Verdict.WRONG
    assert line.text.endswith("Qt not loaded (DLL load failed)")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (PortFacts(port=8080, state=PortState.FREE), ("fine", "port 8080 is free", "")),
        (
            PortFacts(port=8080, state=PortState.OURS),
            ("fine", "TradeCopy Desktop listens on port 8080", ""),
        ),
        (
            PortFacts(port=8080, state=PortState.TAKEN, owner="nginx.exe (process 7)", free=8083),
            (
                "wrong",
                "port 8080 is taken by nginx.exe (process 7)",
                "close that program, or start TradeCopy Desktop on another port "
                "(--port 8083 is free)",
            ),
        ),
        (
            PortFacts(port=8080, state=PortState.TAKEN),
            (
                "wrong",
                "port 8080 is taken by another program",
                "close that program, or start TradeCopy Desktop on another port",
            ),
        ),
        (Unknown("why not"), ("unknown", "why not", "")),
    ],
)
def test_port_when_looked_at_then_says_whose_it_is(
    facts: PortFacts | Unknown, expected: tuple[str, str, str]
) -> None:
    assert said(check_port(facts)) == expected


def test_keyring_when_it_failed_then_says_what_follows() -> None:
    assert said(check_vault("the keyring is locked")) == (
        "wrong",
        "the keyring is locked",
        "without it no account can be added, and no key renewed",
    )
    assert check_vault("").verdict is Verdict.FINE


@pytest.mark.parametrize(
    ("change", "verdict", "text"),
    [
        ({}, "fine", "D/tradecopy.sqlite is whole, 3.0 MB, form 0006"),
        ({"revision": "", "size": 0}, "fine", "there is none yet"),
        ({"revision": "0007"}, "wrong", "was written by a newer version (0007)"),
        ({"revision": "0005"}, "hint", "of an earlier version"),
        ({"fault": "it is damaged (x)"}, "wrong", "D/tradecopy.sqlite: it is damaged (x)"),
    ],
)
def test_database_when_looked_at_then_says_how_it_is(
    change: dict[str, object], verdict: str, text: str
) -> None:
    line = check_database(replace(DATABASE, **change))  # type: ignore[arg-type]

    assert line.verdict.value == verdict
    assert text in line.text


@pytest.mark.parametrize(
    ("free", "verdict"),
    [(50 * MB - 1, "wrong"), (50 * MB, "hint"), (500 * MB - 1, "hint"), (500 * MB, "fine")],
)
def test_disk_when_little_is_free_then_says_so(free: int, verdict: str) -> None:
    assert check_disk(replace(DATABASE, disk_free=free)).verdict.value == verdict


def test_windows_when_all_is_set_then_only_update_hours_are_hinted_at() -> None:
    lines = list(check_windows(WINDOWS))

    assert [line.verdict.value for line in lines] == ["fine", "fine", "hint", "fine"]
    assert lines[2].text == (
        "Windows does not restart by itself between 8:00 and 17:00, and may at other hours"
    )


def test_windows_when_nothing_is_set_then_each_has_a_remedy() -> None:
    bare = replace(WINDOWS, starts_at_logon=False, logs_on_alone=False, sleeps_after=30)

    lines = list(check_windows(bare))

    assert [line.verdict.value for line in lines] == ["hint", "hint", "hint", "hint"]
    assert all(line.remedy for line in lines)
    assert lines[3].text == (
        "the machine sleeps after 30 min without use, and nothing is copied then"
    )


def test_windows_when_it_is_another_system_then_each_line_says_why() -> None:
    lines = list(check_windows(Unknown("not looked at: this is no Windows")))

    assert len(lines) == 4
    assert {(line.verdict.value, line.text) for line in lines} == {
        ("unknown", "not looked at: this is no Windows")
    }


def test_windows_when_a_value_is_not_said_then_tells_where_to_look() -> None:
    assert check_updates(Unknown("it does not say")).remedy.startswith("look under Settings")
    assert check_sleep(Unknown("powercfg did not say")).verdict is Verdict.UNKNOWN
