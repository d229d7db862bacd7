"""Writes the demo's world down for the process in which it is simulated."""

from collections.abc import Mapping
from pathlib import Path

from tradecopy_desktop.cli.arguments import DemoChoice
from tradecopy_desktop.cli.demo_master import PRICES, DemoAccount
from tradecopy_desktop.cli.demo_world import DemoWorld
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.sim.broker.faults import Fault
from tradecopy_desktop.sim.scenario import Scenario, SimAccount, SimFaults, SimRoute
from tradecopy_desktop.sim.scenario import write_scenario as write_file
from tradecopy_desktop.sim.scenario_sizes import form_of, form_of_override

# A close that failed again and again, or while trading is switched off, is repeated once a minute.
_QUIET_S = 65.0
_GAP_S = (0.02, 0.48)
# Slow enough that each trade can be followed by the eye.
_GAP_TO_WATCH_S = (1.5, 4.0)
_STEPS = (1, 5)
# Large enough that a trader who chooses a tenth of them still sees copies.
_STEPS_TO_WATCH = (10, 50)


def write_scenario(
    path: Path,
    *,
    world: DemoWorld,
    secrets: dict[str, str],
    url: str,
    choice: DemoChoice,
    key_files: Mapping[AccountKey, Path] | None = None,
) -> None:
    """Write the scenario file of a demo run; terminals with a key file wait for it."""
    accounts = (world.master, *world.followers)
    scenario = Scenario(
        url=url,
        seed=choice.seed,
        trades=choice.trades,
        # A run that ends by the clock leaves open what is open, to be looked at and judged.
        ends_flat=not choice.seconds,
        speed=choice.speed,
        recording=str(choice.replay.resolve()) if choice.replay else None,
        accounts=tuple(
            _account(
                account,
                secrets.get(str(account.key), ""),
                (key_files or {}).get(account.key),
                is_master=account is world.master,
                # As fast as possible means brokers without a pause, too.
                fill_delay_ms=account.fill_delay_ms if choice.speed else 0,
                # The master's trades are what is prescribed; only copying them may go wrong.
                faults=SimFaults() if account is world.master else _faults(choice.chaos),
            )
            for account in accounts
        ),
        routes=tuple(_route(route) for route in world.routes),
        prices=PRICES,
        quiet_s=_QUIET_S if choice.chaos else 1.0,
        chaos=choice.chaos,
        gap_s=_GAP_TO_WATCH_S if key_files else _GAP_S,
        volume_steps=_STEPS_TO_WATCH if key_files else _STEPS,
    )
    write_file(scenario, path)


def _account(
    account: DemoAccount,
    secret: str,
    key_file: Path | None,
    *,
    is_master: bool,
    fill_delay_ms: int,
    faults: SimFaults,
) -> SimAccount:
    return SimAccount(
        login=account.key.login,
        server=account.key.server,
        name=account.name,
        company=account.name,
        platform=account.platform,
        margin_mode=account.margin_mode,
        currency=account.currency,
        is_master=is_master,
        secret=secret,
        instruments=account.instruments,
        spread_points=account.spread_points,
        fill_delay_ms=fill_delay_ms,
        slippage_points=account.slippage_points,
        balance=account.balance,
        leverage=500,
        # As what a waiting terminal will be used, only the trader knows.
        roles=() if key_file is None else (Role.MONITOR, Role.EXECUTOR),
        key_file="" if key_file is None else str(key_file),
        faults=faults,
    )


def _faults(chaos: float) -> SimFaults:
    """Return faults of every kind, each as likely, so that `chaos` of all requests meet one.

    Partial fills come on top, at half of `chaos`: only the market orders of MT5 can meet them.
    """
    if not chaos:
        return SimFaults()
    # The dice are thrown kind by kind until one comes up.
    each = 1 - (1 - chaos) ** (1 / (len(Fault) - 1))
    return SimFaults(chances={**dict.fromkeys(Fault, each), Fault.PARTIAL: chaos / 2})


def _route(route: Route) -> SimRoute:
    settings = route.settings
    return SimRoute(
        id=route.id,
        name=route.name,
        master=str(route.master),
        follower=str(route.follower),
        symbol_map=dict(settings.symbol_map),
        sizing=form_of(settings.sizing),
        volume=settings.volume,
        overrides=tuple(form_of_override(override) for override in settings.overrides),
        stops=settings.stops,
        reverse=settings.reverse,
    )
