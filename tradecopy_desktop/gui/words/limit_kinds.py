"""Words for the kinds of limits, and for what is asked about each."""

from tradecopy_desktop.domain.limits import Anchor, Exposure, Period, Trail, Unit

KIND_OF_LIMIT = "Kind of limit"
LIMIT_NAME = "Name"
LIMIT_NAME_HINT = "How it is called in alerts and in the audit trail"

LOSS = "Loss"
LOSS_HINT = "What may be lost in a day, a week, a month, or altogether."
DRAWDOWN = "Drawdown"
DRAWDOWN_HINT = "How far the account may fall from a level that stays or trails upward."
EXPOSURE = "Open positions"
EXPOSURE_HINT = "How much may be open at once, in one symbol or altogether."
MARGIN = "Margin level"
MARGIN_HINT = "How low equity may fall, in percent of the margin in use."
TARGET = "Profit target"
TARGET_HINT = "When enough is earned."
STREAK = "Losing trades in a row"
STREAK_HINT = "Trades closed at a loss on one day, with none at a profit between."
TRADES = "Trades a day"
TRADES_HINT = "How many trades may be opened from one reset to the next."
CONSISTENCY = "Best day's share"
CONSISTENCY_HINT = "How much of all profit the best day may make. Shown, and never acted on."

HOW_MUCH_LOST = "No more than"
HOW_MUCH_EARNED = "Enough at"
PERIOD = "Counted over"
PERIODS = {
    Period.DAY: "A day",
    Period.WEEK: "A week",
    Period.MONTH: "A month",
    Period.TOTAL: "Altogether",
}
PERIOD_HINTS = {
    Period.DAY: "From each day's reset on.",
    Period.WEEK: "From the reset of the week's first day on.",
    Period.MONTH: "From the reset of the month's first day on.",
    Period.TOTAL: "Since the account was given its limits.",
}
ANCHOR = "Counted from"
ANCHORS = {
    Anchor.BALANCE: "Balance at the reset",
    Anchor.EQUITY: "Equity at the reset",
    Anchor.GREATER: "The greater of both",
    Anchor.INITIAL: "Initial balance",
    Anchor.PEAK: "Highest equity since the reset",
}
ANCHOR_HINTS = {
    Anchor.BALANCE: "Profit that was still floating at the reset does not count.",
    Anchor.EQUITY: "Profit that was floating at the reset counts; it can be lost again.",
    Anchor.GREATER: "Balance or equity at the reset, whichever was higher: the strictest.",
    Anchor.INITIAL: "The same level every day, whatever was earned since.",
    Anchor.PEAK: "Rises with the equity during the day, and begins anew at the reset.",
}
ONLY_INITIAL = "A total loss is counted from the initial balance."
UNITS = {
    Unit.MONEY: "money",
    Unit.PERCENT_OF_INITIAL: "% of initial balance",
    Unit.PERCENT_OF_ANCHOR: "% of what it is counted from",
}
UNIT_OF = "counted in"
AMOUNT_HINT = "In the account's money, or in percent."
NEED_AMOUNT = "Enter an amount above 0, such as 500."
NEED_PERCENT_OF = "Enter a percentage above 0 and at most 100."
COUNT_FLOATING = "Count open positions, too"
COUNT_FLOATING_HINT = "With it equity counts; without it only the balance, after trades are closed."

TRAIL = "Falls from"
TRAILS = {
    Trail.STATIC: "Initial balance",
    Trail.EQUITY: "Highest equity ever",
    Trail.CLOSED_BALANCE: "Highest balance ever",
    Trail.END_OF_DAY: "Highest balance at a reset",
    Trail.INTRADAY_PEAK: "Highest equity since the reset",
}
TRAIL_HINTS = {
    Trail.STATIC: "The level stays where it is.",
    Trail.EQUITY: "The level rises with every new high, floating profit too.",
    Trail.CLOSED_BALANCE: "The level rises when trades are closed at a new high.",
    Trail.END_OF_DAY: "The level rises once a day, at the reset, and stays through the day.",
    Trail.INTRADAY_PEAK: "The level rises during the day and begins anew at the reset.",
}
LOCKS_AT_BREAK_EVEN = "The level stops rising at the initial balance"
LOCKS_AT_BREAK_EVEN_HINT = "Once it stands at break-even it stays there for good."

EXPOSED = "What is counted"
EXPOSURES = {
    Exposure.LOTS: "Lots",
    Exposure.VALUE: "Value",
    Exposure.POSITIONS: "Positions",
}
EXPOSURE_HINTS = {
    Exposure.LOTS: "Both directions are added.",
    Exposure.VALUE: "What the positions are worth at the market, in the account's money.",
    Exposure.POSITIONS: "Each open position counts as one.",
}
MOST_OPEN = "No more than"
MOST_OPEN_HINT = "Reached is allowed, more is not."
SYMBOL_OF_LIMIT = "Symbol"
SYMBOL_OF_LIMIT_HINT = "As the follower's broker writes it. Empty: all symbols together."
NEED_MOST = "Enter a number above 0, such as 5."
NEED_WHOLE_MOST = "Enter a whole number, 1 or more, such as 5."
LEAST_MARGIN = "No less than"
LEAST_MARGIN_HINT = "Brokers often close positions at 50 or 100 %. Stay well above that."
UNIT_OF_MARGIN = "% margin level"
MOST_COUNTED = "No more than"
MOST_COUNTED_HINT = "Counted from each reset on."
MOST_SHARE = "No more than"
MOST_SHARE_HINT = "Percent of all profit that one day may make."
UNIT_OF_SHARE = "% of all profit"
NEED_SHARE = "Enter a percentage above 0, such as 30."

LADDER = "What happens on the way"
LADDER_HINT = "At so many percent of the limit. An empty field leaves the step out."
LADDER_WARN = "Warn at"
LADDER_CLOSE_ONLY = "Close-only at"
LADDER_FLATTEN = "Flatten and lock at"
NEED_RUNG = "Fill in at least one of the three."
NEED_RUNG_NUMBER = "Enter percentages above 0, or leave fields empty."
NEED_RUNG_ORDER = "They must not fall: warning, then close-only, then flatten."
SCOPE = "What is closed when it is reached"
COPIES_ONLY_YES = "I want it so: a loss on other positions would not be stopped"
NEED_COPIES_ONLY_YES = "Tick that you want it so, or choose everything on the account."
ENDS_AT_RESET = "The lock ends by itself at the next reset"
ENDS_AT_RESET_HINT = "Otherwise the account stays locked until you unlock it with a reason."
ONLY_BY_HAND = "The lock of this limit ends only by hand, with a reason."
NEEDS_FLATTEN = "Without a step that flattens there is no lock."
WHAT_IT_MEANS = "What it means"
NOT_MEANT_YET = "Fill in what is marked to see what it means."
USE_LIMIT = "Use this"
ADD_LIMIT_TITLE = "Add a limit"
CHANGE_LIMIT_TITLE = "Change a limit"
LIMIT_INTRO = "A limit, the steps on the way to it, and what is closed when it is reached."
