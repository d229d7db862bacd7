"""Money of an account that an order may be sized by: fresh and above zero, or refused."""

from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.accounts import Funds
from tradecopy_desktop.domain.decisions import Refusal, SkipReason, Step
from tradecopy_desktop.domain.sizing import FundsBase
from tradecopy_desktop.domain.values import exact
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.sizing.request import Figure, SizeRequest
from tradecopy_desktop.engine.wording import plain

WORDS = {
    FundsBase.BALANCE: "balance",
    FundsBase.EQUITY: "equity",
    FundsBase.FREE_MARGIN: "free margin",
}
"""How a trader calls the money of an account."""

_NS_IN_MS = 1_000_000


def money_of(request: SizeRequest, account: AccountState, base: FundsBase) -> Figure | Refusal:
    """Return an account's money in its own currency; STALE_FUNDS if unknown, too old or not > 0."""
    who = "follower" if account is request.follower else "master"
    word = f"the {who}'s {WORDS[base]}"
    if account.funds is None:
        return SkipReason.STALE_FUNDS, f"{word} is not known yet: its terminal has not told it"
    age_ns = request.moment.now_ns - account.funds_ns
    most_ms = request.volume.max_funds_age_ms
    if age_ns > most_ms * _NS_IN_MS:
        age = plain(Fraction(age_ns, _NS_IN_MS))
        return SkipReason.STALE_FUNDS, f"{word} is {age} ms old, at most {most_ms} ms are allowed"
    money = _of(account.funds, base)
    shown = f"{plain(money)} {account.currency}"
    if money <= 0:
        return SkipReason.STALE_FUNDS, f"{word} is {shown}: there is nothing to size an order by"
    text = f"{word}, as its terminal told it"
    return Figure(value=exact(money), step=Step(rule=WORDS[base], text=text, result=shown))


def _of(funds: Funds, base: FundsBase) -> Decimal:
    if base is FundsBase.BALANCE:
        return funds.balance
    return funds.equity if base is FundsBase.EQUITY else funds.free_margin
