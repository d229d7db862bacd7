"""The second opinion on a run: did each follower do exactly what its routes prescribe?

Counts deal by deal from the brokers' full histories, in plain fractions. It never asks the copier
under test, nor any of the rules that the copier is built from.
"""

from collections import defaultdict

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.sim.histories_of_run import AccountHistory, RouteUnderTest, RunHistory
from tradecopy_desktop.sim.oracle_actions import is_linked
from tradecopy_desktop.sim.oracle_findings import Findings, FollowerEnd, Verdict
from tradecopy_desktop.sim.oracle_followers import FollowerTrial
from tradecopy_desktop.sim.oracle_masters import masters_of, volume_deals

__all__ = ["FollowerEnd", "Verdict", "judge"]


def judge(run: RunHistory) -> Verdict:
    """Return what was copied right and wrong; ValueError if a master's history is not whole."""
    findings = Findings()
    routes: defaultdict[AccountKey, list[RouteUnderTest]] = defaultdict(list)
    masters: dict[AccountKey, AccountHistory] = {}
    for route in run.routes:
        routes[route.follower].append(route)
        masters[route.master] = _account(run, route.master, route)
    for master in masters.values():
        findings.counts["events"] += len(volume_deals(master))
    followed = masters_of(masters)
    magics = _magics_of_copies(run)
    ends = [
        FollowerTrial(_account(run, key, into[0]), into, followed, magics, findings).judge()
        for key, into in routes.items()
    ]
    return findings.verdict(tuple(ends))


def _account(run: RunHistory, key: AccountKey, route: RouteUnderTest) -> AccountHistory:
    if key not in run.accounts:
        raise ValueError(f"route {route.name} needs the history of {key}: hand it over")
    return run.accounts[key]


def _magics_of_copies(run: RunHistory) -> frozenset[str]:
    deals = (deal for account in run.accounts.values() for deal in account.deals)
    # Zero is the trader's own hand.
    return frozenset(deal.magic for deal in deals if is_linked(deal)) - {"0"}
