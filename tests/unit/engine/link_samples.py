"""One copy as it is after its opening, for tests of what happens to it then."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tests.unit.engine.samples import FOLLOWER, MASTER
from tradecopy_desktop.domain.commands import Opening
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.stop_rules import COPY_PRICES
from tradecopy_desktop.domain.values import ZERO, Side

# 4:copy2:r116:1001@Broker-Demo3:5011:0 and 4:open32:COPY3:5011:0, hashed by another program.
COPY = "2f1b4b032a433ba41b963d8033d89435"
OPEN = "b82bd4ebda2c3a90e44fd0b5cb85ca75"
# The prefix 0x5443 above the first 47 bits of OPEN.
MAGIC = "3035949610510445846"

LIVE = Link(
    copy=COPY,
    route="r1",
    master=MASTER,
    follower=FOLLOWER,
    position="501",
    order="501",
    source="501",
    master_symbol="EURUSD",
    symbol="EURUSD",
    side=Side.BUY,
    master_side=Side.BUY,
    ratio=Fraction(1),
    accepted=Fraction(1),
    master_volume=Decimal(1),
    base=Fraction(1),
    original=Fraction(1),
    target=Decimal(1),
    filled=Decimal(1),
    stop_loss=None,
    take_profit=None,
    revision=1,
    opens=(Opening(id=OPEN, magic=MAGIC, volume=Decimal(1), since=None),),
    orders=("501", "501/9501"),
    version="9501",
    settings_version=1,
    stops=COPY_PRICES,
    state=LinkState.LIVE,
    exact=Fraction(1),
    entry=Decimal("1.10002"),
    master_entry=Decimal("1.10000"),
)
OPENING = replace(LIVE, state=LinkState.OPENING, filled=ZERO, entry=None)
CLOSING = replace(
    LIVE,
    state=LinkState.CLOSING,
    target=ZERO,
    accepted=Fraction(0),
    exact=Fraction(0),
    master_volume=ZERO,
    revision=2,
)
