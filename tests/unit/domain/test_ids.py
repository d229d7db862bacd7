"""Names of copies and instructions (rule L1). Expected: `printf PARTS | sha256sum`, cut to 32."""

from decimal import Decimal

from tests.unit.engine.samples import MASTER
from tradecopy_desktop.domain.ids import copy_id, open_id, source_key, stops_id, volume_id
from tradecopy_desktop.domain.values import MarginMode

COPY = "2f1b4b032a433ba41b963d8033d89435"


def test_l1_copy_id_when_made_then_names_route_master_and_order() -> None:
    # 4:copy2:r116:1001@Broker-Demo3:5011:0
    assert copy_id(route="r1", master=MASTER, source="501") == COPY


def test_l1_copy_id_when_attempted_again_by_the_trader_then_is_another() -> None:
    # 4:copy2:r116:1001@Broker-Demo3:5011:1
    again = copy_id(route="r1", master=MASTER, source="501", attempt=1)

    assert again == "fbf24139f2431924478ab69a382ce108"


def test_l1_open_id_when_made_then_names_copy_and_order() -> None:
    # 4:open32:COPY3:5011:0 and 4:open32:COPY3:5021:0
    assert open_id(copy=COPY, order="501") == "b82bd4ebda2c3a90e44fd0b5cb85ca75"
    assert open_id(copy=COPY, order="502") == "5510ec1955b52709b8912d6d744aa94e"


def test_l1_volume_id_when_made_then_names_copy_and_deal() -> None:
    # 6:volume32:COPY4:96011:0
    assert volume_id(copy=COPY, state_version="9601") == "cdd22098d1a0652a6ea6d702ecced406"


def test_stops_id_when_made_then_names_the_prices_however_written() -> None:
    # 5:stops32:COPY5:1.0951:-
    expected = "e92368fe1cfbb28e99a6b8179b1f2049"

    assert stops_id(copy=COPY, stop_loss=Decimal("1.095"), take_profit=None) == expected
    assert stops_id(copy=COPY, stop_loss=Decimal("1.09500"), take_profit=None) == expected


def test_source_key_when_hedging_and_the_order_made_one_position_then_is_the_order() -> None:
    assert source_key(order="501", position="501", margin_mode=MarginMode.HEDGING) == "501"


def test_source_key_when_hedging_and_the_order_made_several_then_names_both() -> None:
    assert source_key(order="500", position="501", margin_mode=MarginMode.HEDGING) == "500.501"


def test_source_key_when_netting_then_is_the_order_whatever_the_position() -> None:
    # The identifier of a netting position is older than an order that adds to it or reverses it.
    assert source_key(order="801", position="501", margin_mode=MarginMode.NETTING) == "801"
