"""Whether the follower's free margin bears the master's largest trade. An estimate by leverage."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from tradecopy_desktop.domain.preflight import Check, Finding, Level
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.money.worth import lot_value
from tradecopy_desktop.engine.preflight.sizes import Preview
from tradecopy_desktop.engine.wording import plain

_CENT = Fraction(1, 100)


def check_margin(
    previews: Iterable[Preview], master: AccountState, follower: AccountState
) -> Iterator[Finding]:
    """Yield whether the free margin bears the dearest of the trades that would be copied."""
    copied = [preview for preview in previews if preview.lots]
    if not copied:
        return
    leverage = follower.profile.leverage if follower.profile else 0
    if leverage <= 0:
        yield _unchecked("the follower's leverage is not known")
        return
    if follower.funds is None:
        yield _unchecked("the follower's free margin is not known", level=Level.WAIT)
        return
    needs = []
    for preview in copied:
        name = preview.pair.follower.name
        worth = lot_value(
            preview.pair.follower, preview.price, follower.currency, (follower, master)
        )
        if worth is None:
            yield _unchecked(f"what a lot of {name} is worth is not known", preview.pair.symbol)
        else:
            needs.append((worth * Fraction(preview.lots) / leverage, name, preview))
    if needs:
        need, name, dearest = max(needs, key=lambda each: each[0])
        free = Fraction(follower.funds.free_margin)
        text = (
            f"{plain(dearest.lots)} lots of {name} take about {_money(need)} {follower.currency} "
            f"of margin at a leverage of {leverage}; {_money(free)} are free"
        )
        level = Level.OK if need <= free else Level.ASK
        yield Finding(level=level, check=Check.MARGIN, text=text, symbol=dearest.pair.symbol)


def _unchecked(why: str, symbol: str = "", level: Level = Level.ASK) -> Finding:
    text = f"{why}, so the margin is not checked"
    return Finding(level=level, check=Check.MARGIN, text=text, symbol=symbol)


def _money(amount: Fraction) -> str:
    return plain(round(amount / _CENT) * _CENT)
