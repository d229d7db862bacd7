"""German words of the latency page: spans, what is drawn, and the program's own delays."""

SPAN_LIVE = "Live"
SPAN_LIVE_TIP = "Die letzten Kopien, sobald sie kommen"
SPAN_QUARTER = "15 min"
SPAN_HOUR = "1 h"
SPAN_DAY = "24 h"
SPAN_WEEK = "7 Tage"
SPAN_MONTH = "30 Tage"
SPAN_TIP = "Mediane dieser Zeit, und worüber 5 von 100 Kopien lagen"
OVER_TIME = "Verlauf"
DISTRIBUTION = "Verteilung"
MEAN = "Mittel"
MEAN_TIP = "Der Durchschnitt; einzelne langsame Kopien ziehen ihn hoch"
MEDIAN_TIP = "Die Hälfte der Kopien brauchte weniger"
P95_TIP = "95 von 100 Kopien brauchten weniger"
P99_TIP = "99 von 100 Kopien brauchten weniger"
P95_LINE = "Linie: p95 des ganzen Wegs"
NO_HISTORY = "Keine Kopien in dieser Zeit"
NO_HISTORY_HINT = (
    "Wählen Sie eine längere Zeit, oder eine andere Route oder einen anderen Follower."
)
HISTORY_UNREAD = "Die Vergangenheit konnte nicht gelesen werden"
LATENCY_READING = "Wird gelesen\N{HORIZONTAL ELLIPSIS}"
LATENCY_READING_HINT = "Die Kopien dieser Zeit werden gezählt."
TIME_AXIS = "Zeit"
HISTOGRAM = "Wie viele Kopien wie lange brauchten"


def numbers_of(span: str, copies: str) -> str:
    """Return the title above the numbers of a stretch of time."""
    return f"Millisekunden, {span}: {copies}"


def measured(number: int, text: str) -> str:
    """Return a number of copies that were measured."""
    return "1 Kopie" if number == 1 else f"{text} Kopien"


def medians_of(span: str) -> str:
    """Return the title above the chart of a stretch of time."""
    return f"Mediane, {span}"


def beyond(number: int, most: str) -> str:
    """Return how much was too slow for the chart's scale."""
    return f"\N{BLACK UP-POINTING TRIANGLE} {number} darüber, bis {most} ms"


def between_ms(low: str, high: str) -> str:
    """Return which copies a bar counts."""
    return f"{low} bis {high} ms"


def bar_counts(between: str, copies: str) -> str:
    """Return what a bar of the histogram says."""
    return f"{between}: {copies}"


def trend_of(name: str) -> str:
    """Return what a small line without axes shows."""
    return f"{name}: letzte 5 Minuten"
