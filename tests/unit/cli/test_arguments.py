"""What can be typed, and the one line that wrong usage gets."""

from pathlib import Path

import pytest

from tradecopy_desktop.cli.arguments import (
    DemoChoice,
    DoctorChoice,
    ProgramChoice,
    parse_arguments,
)


def test_arguments_when_there_are_none_then_the_program_is_meant() -> None:
    choice = parse_arguments([])

    assert isinstance(choice, ProgramChoice)
    assert choice.common.port == 8080


def test_arguments_when_a_replay_is_asked_for_then_everything_is_taken_over() -> None:
    line = "demo --headless --replay a.xlsx --speed max --followers 7 --seed 3 --report r.json"

    choice = parse_arguments(line.split())

    assert isinstance(choice, DemoChoice)
    assert choice.headless
    assert choice.replay == Path("a.xlsx")
    assert choice.speed is None
    assert choice.followers == 7
    assert choice.seed == 3
    assert choice.report == Path("r.json")
    assert choice.seconds is None


@pytest.mark.parametrize(
    ("line", "followers"),
    [("demo", 5), ("demo --first-run", 2), ("demo --first-run --followers 4", 4)],
)
def test_arguments_when_a_first_run_is_asked_for_then_few_terminals_wait(
    line: str, followers: int
) -> None:
    choice = parse_arguments(line.split())

    assert isinstance(choice, DemoChoice)
    assert choice.first_run is ("--first-run" in line)
    assert choice.followers == followers


@pytest.mark.parametrize(("line", "chaos"), [("demo", 0), ("demo --chaos 0.3", 0.3)])
def test_arguments_when_chaos_is_asked_for_then_it_is_taken_over(line: str, chaos: float) -> None:
    choice = parse_arguments(line.split())

    assert isinstance(choice, DemoChoice)
    assert choice.chaos == chaos


@pytest.mark.parametrize(
    "line",
    [
        "demo --speed 0",
        "demo --speed nan",
        "demo --speed fast",
        "demo --followers 0",
        "demo --followers 51",
        "demo --seed -1",
        "demo --seconds inf",
        "demo --trades 1.5",
        "demo --chaos -0.1",
        "demo --chaos 1.01",
        "demo --chaos nan",
        "demo --chaos much",
        "demo --first-run --headless",
        "demo --first-run --screenshots pictures",
        "--port 65536",
        "dmeo",
        "demo --nonsense",
    ],
)
def test_arguments_when_wrong_then_one_line_and_status_2(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(line.split())

    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("tradecopy-desktop")


@pytest.mark.parametrize(
    ("line", "port", "given"),
    [("", 8080, False), ("--port 8080", 8080, True), ("--port 0", 0, True)],
)
def test_port_when_typed_then_is_told_from_the_usual_one(line: str, port: int, given: bool) -> None:
    choice = parse_arguments(line.split())

    assert isinstance(choice, ProgramChoice)
    assert (choice.common.port, choice.common.port_given) == (port, given)


def test_arguments_when_the_running_program_is_to_end_then_says_so() -> None:
    choice = parse_arguments(["--quit-running", "--data-dir", "d"])

    assert isinstance(choice, ProgramChoice)
    assert choice.quit_running
    assert choice.common.data_dir == Path("d")


@pytest.mark.parametrize("line", ["doctor --data-dir d", "--data-dir d doctor"])
def test_arguments_when_a_check_up_is_asked_for_then_it_is_meant(line: str) -> None:
    choice = parse_arguments(line.split())

    assert isinstance(choice, DoctorChoice)
    assert choice.common.data_dir == Path("d")
