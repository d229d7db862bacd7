"""Words of the latency page: spans, what is drawn, and the program's own delays."""

SPAN_LIVE = "Live"
SPAN_LIVE_TIP = "The last copies, as they come"
SPAN_QUARTER = "15 min"
SPAN_HOUR = "1 h"
SPAN_DAY = "24 h"
SPAN_WEEK = "7 days"
SPAN_MONTH = "30 days"
SPAN_TIP = "Medians of this time, and above which 5 of 100 copies lay"
OVER_TIME = "Over time"
DISTRIBUTION = "Distribution"
MEAN = "Mean"
MEAN_TIP = "The average; single slow copies pull it up"
MEDIAN_TIP = "Half of the copies took less"
P95_TIP = "95 of 100 copies took less"
P99_TIP = "99 of 100 copies took less"
P95_LINE = "Line: p95 of the whole way"
NO_HISTORY = "No copies in this time"
NO_HISTORY_HINT = "Choose a longer time, or another route or follower."
HISTORY_UNREAD = "The past could not be read"
LATENCY_READING = "Reading\N{HORIZONTAL ELLIPSIS}"
LATENCY_READING_HINT = "The copies of this time are being counted."
TIME_AXIS = "time"
HISTOGRAM = "How many copies took how long"


def numbers_of(span: str, copies: str) -> str:
    """Return the title above the numbers of a stretch of time."""
    return f"Milliseconds, {span}: {copies}"


def measured(number: int, text: str) -> str:
    """Return a number of copies that were measured."""
    return "1 copy" if number == 1 else f"{text} copies"


def medians_of(span: str) -> str:
    """Return the title above the chart of a stretch of time."""
    return f"Medians, {span}"


def beyond(number: int, most: str) -> str:
    """Return how much was too slow for the chart's scale."""
    return f"\N{BLACK UP-POINTING TRIANGLE} {number} above, up to {most} ms"


def between_ms(low: str, high: str) -> str:
    """Return which copies a bar counts."""
    return f"{low} to {high} ms"


def bar_counts(between: str, copies: str) -> str:
    """Return what a bar of the histogram says."""
    return f"{between}: {copies}"


def trend_of(name: str) -> str:
    """Return what a small line without axes shows."""
    return f"{name}: last 5 minutes"
