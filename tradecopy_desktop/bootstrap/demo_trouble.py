"""Something for the pictures of the demo's window to show. The rest of the demo never sees it."""

from dataclasses import replace

from tradecopy_desktop.app.program import Program
from tradecopy_desktop.cli.simulation import FarSimulation
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.domain.recovery_rules import LatePolicy, RecoveryRules
from tradecopy_desktop.ports import Clock

_WITHIN_S = 20.0
# One follower differs while the other is away.
_LEAST_ROUTES = 2
_LOOK_EVERY_S = 0.1


async def stage_trouble(program: Program, simulation: FarSimulation, clock: Clock) -> None:
    """Wait until a copy lacks its SL and a late opening is asked about, or 20 s have passed."""
    if simulation.has_ended or len(program.routes()) < _LEAST_ROUTES:
        return
    last = program.routes()[-1]
    asks = replace(program.settings_of(last.id), recovery=RecoveryRules(late=LatePolicy.ASK))
    await program.set_settings(last.id, asks)
    simulation.make_trouble()
    deadline = clock.monotonic_ns() + int(_WITHIN_S * 1e9)
    while not _is_there(program) and clock.monotonic_ns() < deadline:
        await clock.sleep(_LOOK_EVERY_S)


def _is_there(program: Program) -> bool:
    is_bare = any(row.kind is FindingKind.UNPROTECTED for row in program.findings())
    return is_bare and bool(program.late_openings())
