"""Which of the drills are run with compiled Expert Advisors, and why the others are not."""

import ast
from pathlib import Path

from tests.e2e.drills.test_every_drill import DRILLS

HERE = Path(__file__).parent

COMPILED: dict[str, tuple[str, ...]] = {
    "open and close 5 ms apart with an empty bucket": (
        "test_bursts.py::test_open_and_close_5_ms_apart_with_an_empty_bucket_then_nothing_is_ever_opened",
    ),
    "1,100 events in one burst": (
        "test_bursts.py::test_1100_events_in_one_burst_then_all_is_closed_that_was_opened",
    ),
    "close while the opening timed out": (
        "test_closes.py::test_close_while_the_opening_timed_out_then_nothing_of_the_copy_is_left",
    ),
    "follower-only SL hit, automatic correction, ten reconciliations": (
        "test_shares.py::test_follower_only_sl_hit_automatic_correction_ten_reconciliations_then_stays_closed",
    ),
    "refused part, then an add": (
        "test_shares.py::test_refused_part_then_an_add_then_only_the_add_is_held_and_reduced_in_proportion",
    ),
    "followers up 5 minutes before the master": (
        "test_restarts.py::test_followers_up_5_minutes_before_the_master_then_copies_wait_and_are_followed_on",
    ),
    "30 real closes while the link is down": (
        "test_closes.py::test_30_real_closes_while_the_link_is_down_then_all_copies_are_closed",
    ),
    "two ids on one magic": (
        "test_whose.py::test_two_ids_on_one_magic_the_program_lost_its_count_then_both_are_copied",
        "test_whose.py::test_two_ids_on_one_magic_the_traders_own_robot_uses_it_then_only_ours_is_closed",
    ),
    "SL fires between read and send on netting": (
        "test_shares.py::test_sl_fires_between_read_and_send_on_netting_then_the_account_ends_flat",
    ),
    "the trader closed half, added his own": (
        "test_shares.py::test_the_trader_closed_half_added_his_own_then_only_the_copys_share_follows",
    ),
    "3 + 4 + 3 at fixed size": (
        "test_shares.py::test_3_and_4_and_3_at_fixed_size_then_ends_at_the_whole",
    ),
    "equity 0 on login": ("test_accounts.py::test_equity_0_on_login_then_nothing_is_closed",),
    "account switched": (
        "test_accounts.py::test_account_switched_then_the_other_account_is_not_touched_and_copies_wait",
    ),
    "bonus removed": (
        "test_accounts.py::test_bonus_removed_then_nothing_is_closed_and_copies_are_followed_on",
    ),
    "index closed at the master's exit": (
        "test_closes.py::test_index_closed_at_the_masters_exit_then_closed_once_its_market_opens",
    ),
    "AutoTrading off for 10 minutes": (
        "test_accounts.py::test_autotrading_off_for_10_minutes_then_closed_once_it_is_on",
    ),
    "both sides killed": (
        "test_restarts.py::test_both_sides_killed_while_the_order_is_at_the_trade_server_then_copied_once",
        "test_restarts.py::test_terminal_killed_between_intent_and_done_then_copied_once_or_not_at_all",
    ),
    "follower away at open": (
        "test_closes.py::test_follower_away_at_open_then_skipped_and_not_made_up_for",
    ),
    "follower away at close": (
        "test_closes.py::test_follower_away_at_close_then_closed_on_its_return",
    ),
    "close refused once": (
        "test_closes.py::test_close_refused_once_then_repeated_until_it_is_done",
    ),
    "report lost after execution": (
        "test_restarts.py::test_report_lost_after_execution_then_already_done_and_the_copy_is_followed",
    ),
    "MT4 partial close, then repeated instruction": (
        "test_whose.py::test_mt4_partial_close_then_repeated_instruction_then_reduced_once",
    ),
    "empty list on reconnect": (
        "test_whose.py::test_empty_list_on_reconnect_then_nothing_is_closed_or_opened",
    ),
    "close by hand": ("test_closes.py::test_close_by_hand_then_the_copy_stays_closed",),
    "terminal restarted by its own update": (
        "test_whose.py::test_terminal_restarted_by_its_own_update_then_copies_are_followed_on",
    ),
    "whole VPS rebooted, parts back in any order": (
        "test_restarts.py::test_whole_vps_rebooted_parts_back_in_any_order_then_books_are_as_the_masters",
    ),
    "several equal orders in one second on MT4": (
        "test_whose.py::test_several_equal_orders_in_one_second_on_mt4_then_each_has_one_copy_of_its_own",
    ),
    "clock changes of two regions in different weeks": (
        "test_storms.py::test_clock_changes_of_two_regions_in_different_weeks_then_copies_are_followed_as_before",
    ),
    "pending filled while the route was being paused": (
        "test_storms.py::test_pending_filled_while_the_route_was_being_paused_then_is_closed_at_once",
    ),
}

# They name no terminal: whatever is connected, the program alone is tried.
OF_THE_PROGRAM = {
    "arm over 12 open positions with automatic correction": "arming and its baseline",
    "equity sizing, follower equity halved, 60 reconciliations": "sizes, decided once",
    "killed between sending and committing, master closes before the restart": "its journal",
    "killed between commit and acknowledgement": "its journal and its database",
    "disk full": "its own disk",
    "poison event with open copies on other routes": "its routes",
    # What an executor does at its floor without the program: tests/ea/test_executor_guard.py.
    "program killed, price falls through the limit": "its own limits after its restart",
    "breach in the same instant as an opening": "its own limits and its queue",
}


def test_each_drill_is_run_with_compiled_experts_or_names_no_terminal() -> None:
    missing = [node for nodes in COMPILED.values() for node in nodes if not _is_there(node)]

    assert missing == []
    assert {*COMPILED, *OF_THE_PROGRAM} == DRILLS.keys()
    assert not COMPILED.keys() & OF_THE_PROGRAM.keys()


def _is_there(node: str) -> bool:
    file, _, test = node.partition("::")
    tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
    return test in {each.name for each in tree.body if isinstance(each, ast.AsyncFunctionDef)}
