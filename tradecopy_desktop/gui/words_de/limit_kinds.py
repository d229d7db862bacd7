"""German words for the kinds of limits, and for what is asked about each."""

from tradecopy_desktop.domain.limits import Anchor, Exposure, Period, Trail, Unit

KIND_OF_LIMIT = "Art des Limits"
LIMIT_NAME = "Name"
LIMIT_NAME_HINT = "Wie es in Alarmen und im Prüfpfad heißt"

LOSS = "Verlust"
LOSS_HINT = "Was an einem Tag, in einer Woche, einem Monat oder insgesamt verloren werden darf."
DRAWDOWN = "Drawdown"
DRAWDOWN_HINT = "Wie weit das Konto unter eine Marke fallen darf, die bleibt oder nachzieht."
EXPOSURE = "Offene Positionen"
EXPOSURE_HINT = "Wie viel zugleich offen sein darf, in einem Symbol oder insgesamt."
MARGIN = "Margin-Level"
MARGIN_HINT = "Wie tief die Equity fallen darf, in Prozent der genutzten Margin."
TARGET = "Gewinnziel"
TARGET_HINT = "Wann genug verdient ist."
STREAK = "Verlusttrades in Folge"
STREAK_HINT = "Mit Verlust geschlossene Trades eines Tages, ohne einen mit Gewinn dazwischen."
TRADES = "Trades am Tag"
TRADES_HINT = "Wie viele Trades von einem Reset zum nächsten eröffnet werden dürfen."
CONSISTENCY = "Anteil des besten Tages"
CONSISTENCY_HINT = (
    "Wie viel vom ganzen Gewinn der beste Tag ausmachen darf. Nur angezeigt, ohne Folgen."
)

HOW_MUCH_LOST = "Höchstens"
HOW_MUCH_EARNED = "Genug bei"
PERIOD = "Gezählt über"
PERIODS = {
    Period.DAY: "Einen Tag",
    Period.WEEK: "Eine Woche",
    Period.MONTH: "Einen Monat",
    Period.TOTAL: "Insgesamt",
}
PERIOD_HINTS = {
    Period.DAY: "Ab dem Reset jedes Tages.",
    Period.WEEK: "Ab dem Reset des ersten Tages der Woche.",
    Period.MONTH: "Ab dem Reset des ersten Tages im Monat.",
    Period.TOTAL: "Seit das Konto seine Limits bekam.",
}
ANCHOR = "Gezählt ab"
ANCHORS = {
    Anchor.BALANCE: "Kontostand beim Reset",
    Anchor.EQUITY: "Equity beim Reset",
    Anchor.GREATER: "Der größere von beiden",
    Anchor.INITIAL: "Anfangssaldo",
    Anchor.PEAK: "Höchste Equity seit dem Reset",
}
ANCHOR_HINTS = {
    Anchor.BALANCE: "Gewinn, der beim Reset noch offen war, zählt nicht.",
    Anchor.EQUITY: "Gewinn, der beim Reset offen war, zählt; er kann wieder verloren werden.",
    Anchor.GREATER: "Kontostand oder Equity beim Reset, was höher war: am strengsten.",
    Anchor.INITIAL: "Jeden Tag dieselbe Marke, was auch immer seither verdient wurde.",
    Anchor.PEAK: "Steigt am Tag mit der Equity und beginnt beim Reset von vorn.",
}
ONLY_INITIAL = "Ein Gesamtverlust wird ab dem Anfangssaldo gezählt."
UNITS = {
    Unit.MONEY: "Geld",
    Unit.PERCENT_OF_INITIAL: "% vom Anfangssaldo",
    Unit.PERCENT_OF_ANCHOR: "% der Bezugsgröße",
}
UNIT_OF = "gezählt in"
AMOUNT_HINT = "In der Währung des Kontos oder in Prozent."
NEED_AMOUNT = "Geben Sie einen Betrag über 0 ein, etwa 500."
NEED_PERCENT_OF = "Geben Sie einen Prozentsatz über 0 und höchstens 100 ein."
COUNT_FLOATING = "Offene Positionen mitzählen"
COUNT_FLOATING_HINT = (
    "Damit zählt die Equity; sonst nur der Kontostand, nachdem Trades geschlossen sind."
)

TRAIL = "Fällt von"
TRAILS = {
    Trail.STATIC: "Anfangssaldo",
    Trail.EQUITY: "Höchste Equity überhaupt",
    Trail.CLOSED_BALANCE: "Höchster Kontostand überhaupt",
    Trail.END_OF_DAY: "Höchster Kontostand bei einem Reset",
    Trail.INTRADAY_PEAK: "Höchste Equity seit dem Reset",
}
TRAIL_HINTS = {
    Trail.STATIC: "Die Marke bleibt, wo sie ist.",
    Trail.EQUITY: "Die Marke steigt mit jedem neuen Hoch, auch mit offenem Gewinn.",
    Trail.CLOSED_BALANCE: "Die Marke steigt, wenn Trades auf einem neuen Hoch geschlossen werden.",
    Trail.END_OF_DAY: "Die Marke steigt einmal am Tag, beim Reset, und bleibt über den Tag.",
    Trail.INTRADAY_PEAK: "Die Marke steigt am Tag und beginnt beim Reset von vorn.",
}
LOCKS_AT_BREAK_EVEN = "Die Marke steigt nur bis zum Anfangssaldo"
LOCKS_AT_BREAK_EVEN_HINT = "Steht sie einmal auf Break-even, bleibt sie dort für immer."

EXPOSED = "Was gezählt wird"
EXPOSURES = {
    Exposure.LOTS: "Lots",
    Exposure.VALUE: "Wert",
    Exposure.POSITIONS: "Positionen",
}
EXPOSURE_HINTS = {
    Exposure.LOTS: "Beide Richtungen werden addiert.",
    Exposure.VALUE: "Was die Positionen am Markt wert sind, in der Währung des Kontos.",
    Exposure.POSITIONS: "Jede offene Position zählt als eine.",
}
MOST_OPEN = "Höchstens"
MOST_OPEN_HINT = "Erreichen ist erlaubt, mehr nicht."
SYMBOL_OF_LIMIT = "Symbol"
SYMBOL_OF_LIMIT_HINT = "Wie der Broker des Followers es schreibt. Leer: alle Symbole zusammen."
NEED_MOST = "Geben Sie eine Zahl über 0 ein, etwa 5."
NEED_WHOLE_MOST = "Geben Sie eine ganze Zahl ein, 1 oder mehr, etwa 5."
LEAST_MARGIN = "Mindestens"
LEAST_MARGIN_HINT = (
    "Broker schließen Positionen oft bei 50 oder 100 %. Bleiben Sie deutlich darüber."
)
UNIT_OF_MARGIN = "% Margin-Level"
MOST_COUNTED = "Höchstens"
MOST_COUNTED_HINT = "Gezählt ab jedem Reset."
MOST_SHARE = "Höchstens"
MOST_SHARE_HINT = "Prozent vom ganzen Gewinn, die ein Tag ausmachen darf."
UNIT_OF_SHARE = "% vom ganzen Gewinn"
NEED_SHARE = "Geben Sie einen Prozentsatz über 0 ein, etwa 30."

LADDER = "Was auf dem Weg geschieht"
LADDER_HINT = "Bei so viel Prozent des Limits. Ein leeres Feld lässt die Stufe aus."
LADDER_WARN = "Warnen bei"
LADDER_CLOSE_ONLY = "Nur schließen bei"
LADDER_FLATTEN = "Glattstellen, sperren bei"
NEED_RUNG = "Füllen Sie mindestens eines der drei aus."
NEED_RUNG_NUMBER = "Geben Sie Prozente über 0 ein, oder lassen Sie Felder leer."
NEED_RUNG_ORDER = "Sie dürfen nicht fallen: Warnung, dann nur schließen, dann glattstellen."
SCOPE = "Was geschlossen wird, wenn es erreicht ist"
COPIES_ONLY_YES = "Ich will es so: Verluste anderer Positionen würden nicht gestoppt"
NEED_COPIES_ONLY_YES = "Kreuzen Sie an, dass Sie es so wollen, oder wählen Sie alles auf dem Konto."
ENDS_AT_RESET = "Die Sperre endet von selbst beim nächsten Reset"
ENDS_AT_RESET_HINT = "Sonst bleibt das Konto gesperrt, bis Sie es mit einem Grund entsperren."
ONLY_BY_HAND = "Die Sperre dieses Limits endet nur von Hand, mit einem Grund."
NEEDS_FLATTEN = "Ohne eine Stufe, die glattstellt, gibt es keine Sperre."
WHAT_IT_MEANS = "Was es bedeutet"
NOT_MEANT_YET = "Füllen Sie aus, was markiert ist, um zu sehen, was es bedeutet."
USE_LIMIT = "Übernehmen"
ADD_LIMIT_TITLE = "Limit hinzufügen"
CHANGE_LIMIT_TITLE = "Limit ändern"
LIMIT_INTRO = (
    "Ein Limit, die Stufen auf dem Weg dorthin, und was geschlossen wird, wenn es erreicht ist."
)
