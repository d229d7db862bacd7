"""What can be typed, and what it means. Runs nothing."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tradecopy_desktop import __version__
from tradecopy_desktop.cli import argument_values as values
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.program_settings import USUAL_PORT

FIRST_FOLLOWERS = 2
_FOLLOWERS = 5
DEFAULT_PORT = USUAL_PORT


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What every command takes. `data_dir` None means the usual place; port 0 any free one.

    `port_given` is false where the port is the usual one because none was typed.
    Not `port_given`: nobody typed one, so that a port that was set holds.
    """

    data_dir: Path | None
    port: int
    log_level: str
    port_given: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramChoice:
    """The program itself; or, with `quit_running`, the end of the one that runs."""

    common: Common
    quit_running: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorChoice:
    """A check-up of everything."""

    common: Common


class DemoSizes(StrEnum):
    """How the demo's routes size: lots and multiples of them, or each of the kinds in turn."""

    MIXED = "mixed"
    EVERY = "every"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoChoice:
    """The program with simulated terminals around it.

    `speed` None means as fast as possible; `seconds` is wall time of trading, None for the
    command's own choice, 0 until the trades are done. `chaos` is the share of the followers' trade
    requests with which something goes wrong, and how often links, terminals and hands do. In a
    `hurried` run pauses are skipped. A `first_run` begins with nothing set up.
    """

    common: Common
    headless: bool
    replay: Path | None
    speed: float | None
    followers: int
    trades: int
    seed: int
    seconds: float | None
    report: Path | None
    screenshots: Path | None
    sizes: DemoSizes = DemoSizes.MIXED
    chaos: float = 0.0
    hurried: bool = False
    first_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveSymbolChoice:
    """Which name on a broker's list a master's symbol means. `explicit` is the trader's map."""

    symbol: str
    symbols: Path
    explicit: tuple[tuple[str, str], ...]
    cross_contract: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertsChoice:
    """Where the Expert Advisors go: a terminal's `data_folder`, or any folder, both platforms.

    `account` is whose key the terminal gets, None for no key; `port` goes with a key.
    """

    folder: Path
    data_folder: bool
    account: AccountKey | None
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SelftestChoice:
    """Whether every part of this installation works, told in the file `report`."""

    report: Path


Choice = (
    ProgramChoice | DemoChoice | DoctorChoice | ResolveSymbolChoice | ExpertsChoice | SelftestChoice
)


def parse_arguments(arguments: Sequence[str]) -> Choice:
    """Return what the arguments ask for; on wrong usage print one line and exit with 2."""
    parser = _parser()
    given = parser.parse_args(list(arguments))
    if given.command == "experts":
        return _experts(given, parser)
    if given.command == "selftest":
        return SelftestChoice(report=given.selftest_report)
    common = _common(given)
    if given.command is None:
        return ProgramChoice(common=common, quit_running=given.quit_running)
    if given.command == "doctor":
        return DoctorChoice(common=common)
    if given.command == "resolve-symbol":
        return ResolveSymbolChoice(
            symbol=given.symbol,
            symbols=given.symbols,
            explicit=tuple(given.explicit),
            cross_contract=given.cross_contract,
        )
    if given.first_run and (given.headless or given.replay or given.report or given.screenshots):
        parser.error("--first-run is a window to walk through: give it without other ways to run")
    return DemoChoice(
        common=common,
        headless=given.headless,
        replay=given.replay,
        speed=given.speed,
        followers=given.followers or (FIRST_FOLLOWERS if given.first_run else _FOLLOWERS),
        trades=given.trades,
        seed=given.seed,
        seconds=given.seconds,
        report=given.report,
        screenshots=given.screenshots,
        sizes=DemoSizes(given.sizes),
        chaos=given.chaos,
        hurried=given.hurry,
        first_run=given.first_run,
    )


def _common(given: argparse.Namespace) -> Common:
    typed: int | None = given.port
    return Common(
        data_dir=given.data_dir,
        port=DEFAULT_PORT if typed is None else typed,
        log_level=given.log_level,
        port_given=typed is not None,
    )


def _experts(given: argparse.Namespace, parser: argparse.ArgumentParser) -> ExpertsChoice:
    if given.into is not None and given.account is not None:
        parser.error("a key goes into a terminal's own folder: give --data-folder with --account")
    if given.port == 0:
        parser.error("--port must be the one that the bridge uses, was 0")
    folder: Path = given.into or given.terminal_folder
    return ExpertsChoice(
        folder=folder,
        data_folder=given.into is None,
        account=given.account,
        port=given.port,
    )


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage text around it."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def _common_options(*, inherits: bool) -> _Parser:
    # What is typed before a command counts as what is typed behind it.
    usual = {"data_dir": None, "port": None, "log_level": "warning"}
    default = dict.fromkeys(usual, argparse.SUPPRESS) if inherits else usual
    common = _Parser(add_help=False)
    common.add_argument(
        "--data-dir",
        type=Path,
        metavar="DIR",
        default=default["data_dir"],
        help="where settings are kept",
    )
    common.add_argument(
        "--port",
        type=values.port,
        default=default["port"],
        help="the bridge's port (8080; 0: any free)",
    )
    common.add_argument(
        "--log-level",
        default=default["log_level"],
        choices=("debug", "info", "warning", "error"),
        help="how much is logged",
    )
    return common


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="tradecopy-desktop",
        description="Copies trades between MetaTrader accounts.",
        parents=[_common_options(inherits=False)],
    )
    common = _common_options(inherits=True)
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "--quit-running", action="store_true", help="ask the running program to end, and wait"
    )
    commands = parser.add_subparsers(dest="command", parser_class=_Parser, metavar="COMMAND")
    demo = commands.add_parser(
        "demo", parents=[common], help="the program with simulated terminals around it"
    )
    _add_demo(demo)
    resolve = commands.add_parser(
        "resolve-symbol", help="which name on a broker's list a master's symbol means"
    )
    _add_resolve_symbol(resolve)
    commands.add_parser("doctor", parents=[common], help="check everything, say what to mend")
    experts = commands.add_parser("experts", help="put the Expert Advisors into a terminal")
    _add_experts(experts)
    selftest = commands.add_parser("selftest", help="try every part of this installation once")
    selftest.add_argument(
        "selftest_report", type=Path, metavar="FILE", help="where the findings are written"
    )
    return parser


def _add_demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("--first-run", action="store_true", help="begin with nothing set up")
    demo.add_argument("--headless", action="store_true", help="no window")
    demo.add_argument(
        "--replay", type=Path, metavar="FILE", help="the master trades a recorded history"
    )
    demo.add_argument(
        "--speed",
        type=values.speed,
        default=1.0,
        metavar="X|max",
        help="how much faster than recorded",
    )
    demo.add_argument(
        "--followers", type=values.followers, metavar="N", help="1 to 50 (5; with --first-run 2)"
    )
    demo.add_argument(
        "--trades", type=values.trades, default=200, metavar="N", help="random trades (200)"
    )
    demo.add_argument(
        "--seed", type=values.whole, default=1, metavar="N", help="another N, other trades"
    )
    demo.add_argument(
        "--seconds",
        type=values.seconds,
        metavar="N",
        help="how long to trade (0: until it is done)",
    )
    _add_demo_manners(demo)


def _add_demo_manners(demo: argparse.ArgumentParser) -> None:
    demo.add_argument(
        "--sizes",
        default=DemoSizes.MIXED.value,
        choices=[sizes.value for sizes in DemoSizes],
        help="how the routes size: by lots, or by every kind there is in turn",
    )
    demo.add_argument(
        "--chaos",
        type=values.share,
        default=0.0,
        metavar="P",
        help="how much goes wrong at brokers, on links and by hand: 0 to 1 (0)",
    )
    demo.add_argument(
        "--hurry", action="store_true", help="skip pauses (with --headless): the same, but sooner"
    )
    demo.add_argument("--report", type=Path, metavar="FILE.json", help="write the result there")
    demo.add_argument(
        "--screenshots", type=Path, metavar="DIR", help="pictures of every panel, then exit"
    )


def _add_resolve_symbol(resolve: argparse.ArgumentParser) -> None:
    resolve.add_argument("symbol", type=values.name, metavar="MASTER", help="the master's symbol")
    resolve.add_argument(
        "--symbols",
        type=Path,
        metavar="FILE",
        required=True,
        help="all names of the follower's broker, one a line",
    )
    resolve.add_argument(
        "--map",
        dest="explicit",
        type=values.mapping,
        action="append",
        default=[],
        metavar="MASTER=FOLLOWER",
        help="what one symbol means, whatever its name; may be given several times",
    )
    resolve.add_argument(
        "--cross-contract", action="store_true", help="take a micro for its mini, and back"
    )


def _add_experts(experts: argparse.ArgumentParser) -> None:
    place = experts.add_mutually_exclusive_group(required=True)
    place.add_argument(
        "--data-folder",
        dest="terminal_folder",
        type=Path,
        metavar="DIR",
        help="a terminal's data folder (File > Open Data Folder)",
    )
    place.add_argument(
        "--into", type=Path, metavar="DIR", help="any folder: MQL4 and MQL5, to be copied by hand"
    )
    experts.add_argument(
        "--account", type=values.account, metavar="LOGIN@SERVER", help="whose key the terminal gets"
    )
    experts.add_argument(
        "--port",
        type=values.port,
        default=DEFAULT_PORT,
        help="the bridge's port (8080), with --account",
    )
