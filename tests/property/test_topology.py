"""Circles and double paths are found exactly where walking every path finds them (C10)."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.engine.topology_samples import A, B, C, D, E, between
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.engine.preflight.paths import double_paths, find_loops, way_back

KEYS = (A, B, C, D, E)


@st.composite
def networks(draw: st.DrawFn, *, rising: bool = False) -> list[Route]:
    """Return up to 9 routes, some off; rising ones cannot form a circle."""
    ends = st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] != pair[1])
    pairs = draw(st.lists(ends, max_size=9))
    modes = draw(st.lists(st.sampled_from(RouteMode), min_size=len(pairs), max_size=len(pairs)))
    routes = []
    for i, (pair, mode) in enumerate(zip(pairs, modes, strict=True)):
        master, follower = sorted(pair) if rising else pair
        routes.append(between(KEYS[master], KEYS[follower], id=f"r{i}", mode=mode))
    return routes


def _walks(
    routes: list[Route], at: AccountKey, seen: tuple[AccountKey, ...]
) -> Iterator[tuple[Route, ...]]:
    """Yield every walk from an account that meets no account of `seen` and none twice."""
    for route in routes:
        if route.mode is RouteMode.OFF or route.master != at or route.follower in seen:
            continue
        yield (route,)
        for rest in _walks(routes, route.follower, (*seen, route.follower)):
            yield (route, *rest)


def _circles(routes: list[Route]) -> set[tuple[str, ...]]:
    """Return every circle of different accounts, from its least account on."""
    found = set()
    for start in KEYS:
        for walk in _walks(routes, start, ()):
            met = [str(route.master) for route in walk]
            if walk[-1].follower == start and len(set(met)) == len(met) and min(met) == met[0]:
                found.add(tuple(met))
    return found


@given(networks())
def test_loops_when_looked_for_are_circles_and_leave_out_no_route_of_one(
    routes: list[Route],
) -> None:
    circles = _circles(routes)

    found = find_loops(routes)

    assert set(found) <= circles
    assert _edges(set(found)) == _edges(circles)


def _edges(circles: set[tuple[str, ...]]) -> set[tuple[str, str]]:
    return {
        (one, other)
        for circle in circles
        for one, other in zip(circle, (*circle[1:], circle[0]), strict=True)
    }


@given(networks())
def test_way_back_when_a_route_is_to_be_armed_exists_exactly_if_it_is_part_of_a_circle(
    routes: list[Route],
) -> None:
    candidate = between(A, B, id="new")

    way = way_back(routes, candidate)

    assert bool(way) == (("1@S", "2@S") in _edges(_circles([*routes, candidate])))
    assert not way or (way[0], way[-1]) == (B, A)


@given(networks(rising=True))
def test_double_paths_when_looked_for_reach_every_account_with_two_last_routes_from_one_master(
    routes: list[Route],
) -> None:
    last: dict[tuple[AccountKey, AccountKey], set[str]] = {}
    for origin in KEYS:
        for walk in _walks(routes, origin, (origin,)):
            last.setdefault((origin, walk[-1].follower), set()).add(walk[-1].id)
    doubled = {ends: tuple(sorted(ids)) for ends, ids in last.items() if len(ids) > 1}

    found = double_paths(routes)

    # Of masters above one another one is named, so every way of arriving is told, and no other.
    assert {(path.reached, path.last) for path in found} == {
        (reached, ids) for (_, reached), ids in doubled.items()
    }
    assert all(doubled[path.origin, path.reached] == path.last for path in found)
