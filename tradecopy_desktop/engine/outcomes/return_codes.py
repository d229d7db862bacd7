"""What the return codes of trade requests mean, as data: one row a code, both platforms.

Names and texts: MQL5 reference, "Return Codes of the Trade Server"; MQL4 reference, "Error Codes".
MT5's codes are five digits long and MT4's at most four, so one table holds both. What is done about
a class of codes is said in `retry`, and by the executor for what it mends by itself.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """What to do about an order that was answered with a code.

    `SEARCH` says that it may have been carried out: an executor looks before it answers, so a
    refusal with such a code is final. `REPAIR` is mended and tried once more by the executor.
    """

    NOW = "now"
    LATER = "later"
    SEARCH = "search"
    REPAIR = "repair"
    FINAL = "final"


class Until(StrEnum):
    """What a close that was refused waits for before it is tried again (rule C4)."""

    TIME = "time"
    QUOTE = "quote"
    PERMISSION = "permission"


class ReturnCode(NamedTuple):
    """A code: what to do about openings, what a refused close waits for, and a trader's words."""

    verdict: Verdict
    words: str
    until: Until = Until.TIME


_NOW, _LATER, _SEARCH = Verdict.NOW, Verdict.LATER, Verdict.SEARCH
_REPAIR, _FINAL = Verdict.REPAIR, Verdict.FINAL

_OF_EXECUTOR = {
    "magic_in_use": ReturnCode(_NOW, "the magic number was in use"),
    "changed": ReturnCode(_LATER, "the position had changed"),
}
_OF_MT5 = {
    "10004": ReturnCode(_NOW, "requote"),
    "10006": ReturnCode(_SEARCH, "the broker rejected the request"),
    "10007": ReturnCode(_FINAL, "the request was cancelled in the terminal"),
    "10011": ReturnCode(_SEARCH, "the request could not be processed"),
    "10012": ReturnCode(_SEARCH, "the broker did not answer in time"),
    "10013": ReturnCode(_FINAL, "the broker calls the request invalid"),
    "10014": ReturnCode(_REPAIR, "the broker calls the volume invalid"),
    "10015": ReturnCode(_REPAIR, "the broker calls the price invalid"),
    "10016": ReturnCode(_REPAIR, "the broker calls SL or TP invalid"),
    "10017": ReturnCode(_FINAL, "trading is disabled", Until.PERMISSION),
    "10018": ReturnCode(_FINAL, "the market is closed", Until.QUOTE),
    "10019": ReturnCode(_FINAL, "not enough money"),
    "10020": ReturnCode(_NOW, "the price changed"),
    "10021": ReturnCode(_NOW, "there was no price"),
    "10022": ReturnCode(_FINAL, "the broker calls the expiry invalid"),
    "10023": ReturnCode(_LATER, "the order had changed"),
    "10024": ReturnCode(_LATER, "too many requests"),
    "10026": ReturnCode(_FINAL, "the broker does not allow algo trading", Until.PERMISSION),
    "10027": ReturnCode(_FINAL, "algo trading is off in the terminal", Until.PERMISSION),
    "10028": ReturnCode(_LATER, "the request was locked"),
    "10029": ReturnCode(_LATER, "the order or position was frozen"),
    "10030": ReturnCode(_REPAIR, "the broker does not fill orders in this way"),
    "10031": ReturnCode(_SEARCH, "the terminal had no connection to the broker"),
    "10032": ReturnCode(_FINAL, "only live accounts may do this"),
    "10033": ReturnCode(_FINAL, "too many pending orders"),
    "10034": ReturnCode(_FINAL, "too many lots of this symbol"),
    "10035": ReturnCode(_FINAL, "the broker does not allow this kind of order"),
    "10038": ReturnCode(_REPAIR, "more was to be closed than there is"),
    "10039": ReturnCode(_LATER, "the position was being closed already"),
    "10040": ReturnCode(_FINAL, "too many open positions"),
    "10042": ReturnCode(_FINAL, "only buying is allowed in this symbol"),
    "10043": ReturnCode(_FINAL, "only selling is allowed in this symbol"),
    "10044": ReturnCode(_FINAL, "only closing is allowed in this symbol"),
    "10045": ReturnCode(_FINAL, "the oldest position has to be closed first"),
    "10046": ReturnCode(_FINAL, "the account may not hold both sides of a symbol"),
    "4752": ReturnCode(_FINAL, "algo trading is off for the EA", Until.PERMISSION),
    "4756": ReturnCode(_SEARCH, "the request could not be sent"),
}
_OF_MT4 = {
    "2": ReturnCode(_SEARCH, "common error"),
    "3": ReturnCode(_FINAL, "the broker calls the request invalid"),
    "4": ReturnCode(_LATER, "the trade server was busy"),
    "5": ReturnCode(_FINAL, "the terminal is too old for the broker"),
    "6": ReturnCode(_LATER, "the terminal had no connection to the broker"),
    "7": ReturnCode(_FINAL, "not allowed on this account"),
    "8": ReturnCode(_LATER, "too many requests"),
    "9": ReturnCode(_SEARCH, "the broker stopped the request"),
    "64": ReturnCode(_FINAL, "the account is disabled", Until.PERMISSION),
    "65": ReturnCode(_FINAL, "the account is not valid", Until.PERMISSION),
    "128": ReturnCode(_SEARCH, "the broker did not answer in time"),
    "129": ReturnCode(_NOW, "the broker calls the price invalid"),
    "130": ReturnCode(_REPAIR, "the broker calls SL or TP invalid"),
    "131": ReturnCode(_REPAIR, "the broker calls the volume invalid"),
    "132": ReturnCode(_FINAL, "the market is closed", Until.QUOTE),
    "133": ReturnCode(_FINAL, "trading is disabled", Until.PERMISSION),
    "134": ReturnCode(_FINAL, "not enough money"),
    "135": ReturnCode(_NOW, "the price changed"),
    "136": ReturnCode(_LATER, "there was no price"),
    "137": ReturnCode(_LATER, "the broker was busy"),
    "138": ReturnCode(_NOW, "requote"),
    "139": ReturnCode(_FINAL, "the order is locked"),
    "140": ReturnCode(_FINAL, "only buying is allowed"),
    "141": ReturnCode(_LATER, "too many requests"),
    "142": ReturnCode(_SEARCH, "the order was taken for processing"),
    "143": ReturnCode(_SEARCH, "the order was taken for processing"),
    "145": ReturnCode(_LATER, "too close to the market to be changed"),
    "146": ReturnCode(_LATER, "another EA was trading"),
    "147": ReturnCode(_FINAL, "the broker does not allow an expiry"),
    "148": ReturnCode(_FINAL, "too many orders"),
    "149": ReturnCode(_FINAL, "the account may not hold both sides of a symbol"),
    "150": ReturnCode(_FINAL, "the oldest position has to be closed first"),
    "4051": ReturnCode(_FINAL, "a value of the request was invalid"),
    "4062": ReturnCode(_FINAL, "a value of the request was invalid"),
    "4106": ReturnCode(_FINAL, "the terminal does not know the symbol"),
    "4108": ReturnCode(_FINAL, "the terminal does not know the ticket"),
    "4109": ReturnCode(_FINAL, "AutoTrading is off in the terminal", Until.PERMISSION),
    "4110": ReturnCode(_FINAL, "the EA may not buy", Until.PERMISSION),
    "4111": ReturnCode(_FINAL, "the EA may not sell", Until.PERMISSION),
}
RETURN_CODES: Mapping[str, ReturnCode] = _OF_EXECUTOR | _OF_MT5 | _OF_MT4
_UNKNOWN = ReturnCode(_FINAL, "")


def meaning_of(code: str) -> ReturnCode:
    """Return what a code means; one that is in no table is final for openings."""
    return RETURN_CODES.get(code, _UNKNOWN)
