"""German words for acknowledging alerts, and for how they are told."""

ACKNOWLEDGE = "Bestätigen"
ACKNOWLEDGE_TIP = "Die markierten Alarme sind gesehen: Sie werden grau und nicht mehr gezählt"
ACKNOWLEDGE_ALL = "Alle bestätigen"
ACKNOWLEDGE_ALL_TIP = "Alle Alarme sind gesehen"
ACKNOWLEDGED = "Bestätigt"
SHOW_PLACE = "Stelle zeigen"
ALERT_MANNERS = "Ton…"
ALERT_MANNERS_TITLE = "Ton und Ruhezeiten"
ALERT_MANNERS_TIP = "Wie Alarme auf diesem Rechner gemeldet werden"
ALERT_MANNERS_INTRO = (
    "Für diesen Rechner: Meldungen im Infobereich und der Ton. Ein Verstoß wird immer gemeldet, "
    "zu jeder Stunde."
)
SOUND = "Ton bei einem Verstoß"
SOUND_HINT = "Dreimal der Systemton, wenn ein Limit verletzt wird oder das Kopieren scheitert."
TRY_SOUND = "Anhören"
QUIET_HOURS = "Ruhezeiten"
QUIET_HOURS_HINT = (
    "In dieser Zeit werden Warnungen notiert, aber nicht im Infobereich gemeldet. Ein Verstoß "
    "wird gemeldet und ist zu hören."
)
QUIET_FROM = "Von"
QUIET_TO = "Bis"
NEED_TIME = "Geben Sie eine Uhrzeit von 00:00 bis 23:59 ein."
NEED_OTHER_TIME = "Das Ende muss eine andere Uhrzeit sein als der Beginn."
