"""A trader at the desk: asks where things are, and uses mouse and keyboard on them."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.walk.desktop import Desktop, WalkError, until
from tests.walk.hands import Hands, Spot

ROOT = Path(__file__).resolve().parents[2]
_LONG_S = 40.0
_BEGUN = time.monotonic()


class Lines:
    """A process that is asked by JSON lines and answers each with one."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def ask(self, *question: str) -> object:
        """Return the answer to a question; raise WalkError where the process is gone."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps(question) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise WalkError(f"nobody is there to be asked {question}") from None
        line = self.process.stdout.readline()
        if not line:
            raise WalkError(f"the program ended while it was asked {question}")
        answer: object = json.loads(line)
        return answer


@dataclass(slots=True)
class Trader:
    """What the trader sees and does. `pictures` None: none are taken."""

    desktop: Desktop
    hands: Hands
    program: Lines
    terminals: Lines
    pictures: Path | None
    taken: list[str] = field(default_factory=list)

    def find(self, *question: str) -> Spot:
        """Wait until something is there and stands still; return where."""
        last: list[object] = [None]

        def is_there() -> bool:
            before, last[0] = last[0], self.program.ask(*question)
            return last[0] is not None and last[0] == before

        until(is_there, lambda: " ".join(question), within_s=_LONG_S)
        return spot(last[0])

    def click(self, name: str) -> None:
        """Click what is called so, once it can be clicked."""
        self.hands.click(self.find("where", name))

    def fill(self, name: str, text: str) -> None:
        """Click a field and type into it."""
        self.click(name)
        until(lambda: self.program.ask("focus") == name, lambda: f"the keyboard in {name!r}")
        self.hands.write(text)

    def see(self, text: str) -> None:
        """Wait until a text is on the screen."""
        self.wait(lambda: self.program.ask("says", text) is True, text)

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for what may take a while."""
        until(condition, lambda: what, within_s=_LONG_S)

    def rows(self, table: str) -> list[list[str]]:
        """Return what a table shows; no row where it is not on the screen."""
        rows = self.program.ask("rows", table)
        if not isinstance(rows, list):
            return []
        return rows

    def windows(self) -> list[dict[str, object]]:
        """Return the program's windows that are on the screen."""
        windows = self.program.ask("windows")
        assert isinstance(windows, list)
        return windows

    def window(self, title: str) -> dict[str, object] | None:
        """Return a window by the beginning of its title, None where it is not there."""
        return next((each for each in self.windows() if title in str(each["title"])), None)

    def tray(self) -> Spot | None:
        """Return where the tray icon is, None where it has no place on the screen."""
        tray = self.program.ask("tray")
        if not isinstance(tray, dict):
            return None
        place = spot(tray["at"])
        return place if place.width > 1 else None

    def book(self, login: str) -> list[list[str]]:
        """Return what an account holds at its broker: symbol, side and lots of each position."""
        books = self.terminals.ask("books")
        assert isinstance(books, dict)
        held: list[list[str]] = books[login]
        return held

    def note(self, name: str) -> None:
        """Take a picture, and say that this far all is well."""
        self.taken.append(name)
        print(f"{len(self.taken):2}  {time.monotonic() - _BEGUN:5.1f} s  {name}", flush=True)
        if self.pictures is not None:
            self.desktop.picture(self.pictures / f"{len(self.taken):02}-{name}.png")


def spot(answer: object) -> Spot:
    """Return an answer's rectangle."""
    assert isinstance(answer, list)
    left, top, width, height = (int(each) for each in answer)
    return Spot(left=left, top=top, width=width, height=height)


@contextmanager
def trader(desktop: Desktop, folder: Path, pictures: Path | None) -> Iterator[Trader]:
    """Start the program and its terminals, and end whatever is left of them."""
    environment = {**desktop.environment, "QT_QPA_PLATFORM": "xcb"}
    with _speaking("tests.walk.program", folder, environment) as program:
        scenario = folder / "scenario.json"
        until(scenario.is_file, lambda: "the program", within_s=_LONG_S)
        with _speaking("tests.walk.terminals", scenario, environment) as terminals:
            yield Trader(desktop, Hands(desktop), Lines(program), Lines(terminals), pictures)


@contextmanager
def _speaking(
    module: str, about: Path, environment: dict[str, str]
) -> "Iterator[subprocess.Popen[str]]":
    with subprocess.Popen(
        (sys.executable, "-m", module, str(about)),
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    process.kill()
