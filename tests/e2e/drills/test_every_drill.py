"""The list of drills that every release passes, and the test that is each of them."""

import ast
from pathlib import Path

E2E = Path(__file__).parents[1]

DRILLS: dict[str, tuple[str, ...]] = {
    "open and close 5 ms apart with an empty bucket": (
        "test_bursts.py::test_c1_open_and_close_at_once_when_no_token_is_left_then_nothing_is_ever_opened",
    ),
    "1,100 events in one burst": (
        "test_bursts.py::test_r44_eleven_hundred_events_in_one_burst_then_all_is_closed_that_was_opened",
    ),
    "close while the opening timed out": (
        "drills/test_closing.py::test_close_while_the_opening_timed_out_then_nothing_of_the_copy_is_left",
    ),
    "follower-only SL hit, automatic correction, ten reconciliations": (
        "drills/test_reconciliations.py::test_follower_only_sl_hit_automatic_correction_ten_reconciliations_then_stays_closed",
    ),
    "arm over 12 open positions with automatic correction": (
        "drills/test_reconciliations.py::test_arm_over_12_open_positions_with_automatic_correction_then_none_of_them_is_copied",
    ),
    "refused part, then an add": (
        "drills/test_reconciliations.py::test_refused_part_then_an_add_then_only_the_add_is_held_and_reduced_in_proportion",
    ),
    "equity sizing, follower equity halved, 60 reconciliations": (
        "drills/test_reconciliations.py::test_equity_sizing_follower_equity_halved_60_reconciliations_then_lots_stay",
    ),
    "followers up 5 minutes before the master": (
        "drills/test_restarts.py::test_followers_up_5_minutes_before_the_master_then_copies_wait_and_are_followed_on",
    ),
    "30 real closes while the link is down": (
        "drills/test_closing.py::test_30_real_closes_while_the_link_is_down_then_all_copies_are_closed",
    ),
    "two ids on one magic": (
        "drills/test_links.py::test_two_ids_on_one_magic_the_program_lost_its_count_then_both_are_copied",
        "drills/test_links.py::test_two_ids_on_one_magic_the_traders_own_robot_uses_it_then_only_ours_is_closed",
    ),
    "SL fires between read and send on netting": (
        "drills/test_netting.py::test_sl_fires_between_read_and_send_on_netting_then_the_account_ends_flat",
    ),
    "the trader closed half, added his own": (
        "drills/test_reconciliations.py::test_the_trader_closed_half_added_his_own_then_only_the_copys_share_follows",
    ),
    "3 + 4 + 3 at fixed size": (
        "drills/test_reconciliations.py::test_3_and_4_and_3_at_fixed_size_then_ends_at_the_whole",
        "test_order_rules.py::test_s2_fixed_lots_when_an_order_is_filled_in_parts_then_the_copy_ends_at_the_whole",
    ),
    "equity 0 on login": (
        "drills/test_accounts.py::test_equity_0_on_login_then_nothing_is_closed",
    ),
    "account switched": (
        "drills/test_accounts.py::test_account_switched_then_the_other_account_is_not_touched_and_copies_wait",
    ),
    "index closed at the master's exit": (
        "drills/test_closing.py::test_index_closed_at_the_masters_exit_then_closed_once_its_market_opens",
    ),
    "AutoTrading off for 10 minutes": (
        "drills/test_closing.py::test_autotrading_off_for_10_minutes_then_closed_once_it_is_on",
    ),
    "killed between sending and committing, master closes before the restart": (
        "drills/test_restarts.py::test_killed_between_sending_and_committing_master_closes_before_the_restart_then_flat",
        "drills/test_restarts.py::test_killed_between_sending_and_committing_equity_halved_meanwhile_then_lots_stay",
        "drills/test_restarts.py::test_killed_between_sending_and_committing_before_accounts_were_stored_then_flat",
    ),
    "killed between commit and acknowledgement": (
        "drills/test_crash_points.py::test_program_when_it_dies_at_a_named_point_of_each_trade_then_books_are_as_if_it_had_not",
    ),
    "both sides killed": (
        "drills/test_restarts.py::test_both_sides_killed_while_the_order_is_at_the_trade_server_then_copied_once",
        "test_recovery.py::test_both_ends_when_killed_together_then_no_position_is_lost_or_doubled",
    ),
    "follower away at open": (
        "test_follower_away.py::test_opening_when_follower_is_away_then_skipped_and_not_made_up_for_later",
        "test_reconciling.py::test_c3_opening_when_follower_was_away_and_late_trades_are_taken_then_made_up_for",
    ),
    "follower away at close": (
        "test_follower_away.py::test_close_when_follower_is_away_then_closed_on_its_return",
    ),
    "close refused once": (
        "drills/test_closing.py::test_close_refused_once_then_repeated_until_it_is_done",
    ),
    "report lost after execution": (
        "test_follower_away.py::test_report_when_link_breaks_before_it_then_already_done_and_the_copy_is_followed",
        "test_follower_away.py::test_opening_when_report_and_journal_number_are_lost_then_already_done_tells",
    ),
    "MT4 partial close, then repeated instruction": (
        "drills/test_links.py::test_mt4_partial_close_then_repeated_instruction_then_reduced_once",
    ),
    "empty list on reconnect": (
        "drills/test_links.py::test_empty_list_on_reconnect_then_nothing_is_closed_or_opened",
        "drills/test_accounts.py::test_empty_whole_list_without_closing_deals_then_nothing_is_closed_or_opened",
    ),
    "close by hand": ("drills/test_closing.py::test_close_by_hand_then_the_copy_stays_closed",),
    "disk full": (
        "test_storage_trouble.py::test_r5_3_disk_when_full_then_closes_go_on_openings_wait_and_all_is_stored_later",
    ),
    "poison event with open copies on other routes": (
        "drills/test_storms.py::test_poison_event_with_open_copies_on_other_routes_then_they_go_on",
    ),
    "terminal restarted by its own update": (
        "drills/test_links.py::test_terminal_restarted_by_its_own_update_then_copies_are_followed_on",
    ),
    "whole VPS rebooted, parts back in any order": (
        "drills/test_restarts.py::test_whole_vps_rebooted_parts_back_in_any_order_then_books_are_as_the_masters",
    ),
    "several equal orders in one second on MT4": (
        "drills/test_links.py::test_several_equal_orders_in_one_second_on_mt4_then_each_has_one_copy_of_its_own",
    ),
    "clock changes of two regions in different weeks": (
        "drills/test_storms.py::test_clock_changes_of_two_regions_in_different_weeks_then_copies_are_followed_as_before",
    ),
    "pending filled while the route was being paused": (
        "drills/test_storms.py::test_pending_filled_while_the_route_was_being_paused_then_is_closed_at_once",
        "test_pending_orders.py::test_c6_order_when_it_fills_just_before_its_route_is_paused_then_is_closed_at_once",
    ),
    "bonus removed": ("drills/test_guard.py::test_bonus_removed_then_is_no_loss",),
    "program killed, price falls through the limit": (
        "drills/test_guard_restarts.py::test_program_killed_while_the_price_falls_through_the_limit_then_the_next_one_closes",
    ),
    "breach in the same instant as an opening": (
        "drills/test_guard.py::test_breach_in_the_same_instant_as_an_opening_then_nothing_stays_open",
    ),
}


def test_drills_are_all_there_and_each_has_its_test() -> None:
    missing = [node for nodes in DRILLS.values() for node in nodes if not _is_there(node)]

    assert missing == []
    # So many are named in the rules.
    assert len(DRILLS) == 37


def _is_there(node: str) -> bool:
    file, _, test = node.partition("::")
    path = E2E / file
    return path.exists() and test in _tests_in(path)


def _tests_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {each.name for each in tree.body if isinstance(each, kinds)}
