"""Takes one defence of the simulated executors away, to see that the oracle finds what comes of it.

Named by an environment variable; it can do nothing to a real terminal.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from tradecopy_desktop.sim.scenario import Scenario, ScenarioError

_WITHOUT = "TRADECOPY_SIM_WITHOUT"
_FAULTS = {"search": "blind", "repeated_closes": "closes_once", "id_check": "forgetful"}


def wronged(scenario: Scenario, environment: Mapping[str, str]) -> Scenario:
    """Return the scenario without the defence that the environment names; ScenarioError if none."""
    without = environment.get(_WITHOUT)
    if not without:
        return scenario
    if without not in _FAULTS:
        raise ScenarioError(f"{_WITHOUT} must be one of {', '.join(_FAULTS)}, was {without}")
    accounts = tuple(
        replace(account, faults=replace(account.faults, **{_FAULTS[without]: True}))
        for account in scenario.accounts
    )
    return replace(scenario, accounts=accounts)
