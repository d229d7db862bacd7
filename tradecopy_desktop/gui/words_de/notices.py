"""German words for alarms that leave the machine: webhook, e-mail, and a sign of life."""

from tradecopy_desktop.domain.notices import Security

NOTICES = "Webhook, E-Mail…"
NOTICES_TITLE = "Alarme nach außen"
NOTICES_TIP = "Verstöße und Warnungen per Webhook oder E-Mail senden, und ein Lebenszeichen"
NOTICES_INTRO = (
    "Verstöße, fehlende Terminals und abgelehnte Schließungen erreichen Sie auch anderswo. "
    "Adressen und Passwort liegen im Schlüsselbund des Systems."
)
NOTICE_PARTS = ("Webhook", "E-Mail", "Lebenszeichen", "Ruhezeiten")
USE_WEBHOOK = "An einen Webhook senden"
USE_WEBHOOK_HINT = "Jeder Alarm geht als JSON hinaus, wie Chat- und Pager-Dienste ihn annehmen."
WEBHOOK_URL = "Adresse"
WEBHOOK_URL_HINT = (
    "Beginnt mit https://. Wer sie kennt, kann dort schreiben: Behalten Sie sie für sich."
)
ALLOW_PLAIN = "http zu einem anderen Rechner erlauben"
ALLOW_PLAIN_HINT = "Nur für einen Rechner im eigenen Netz: Jeder auf dem Weg dorthin kann mitlesen."
USE_MAIL = "Eine E-Mail senden"
USE_MAIL_HINT = "Über den Postausgangsserver Ihres Anbieters."
MAIL_HOST = "Server"
MAIL_HOST_HINT = "Etwa smtp.example.com"
MAIL_PORT = "Port"
MAIL_PORT_HINT = "465 mit TLS, 587 mit STARTTLS"
MAIL_SECURITY = "Verschlüsselung"
SECURITIES = {Security.TLS: "TLS von Anfang an", Security.STARTTLS: "STARTTLS"}
MAIL_USER = "Benutzer"
MAIL_USER_HINT = "Leer: Der Server verlangt keine Anmeldung."
MAIL_PASSWORD = "Passwort"  # noqa: S105 - a title, not a secret
MAIL_PASSWORD_HINT = "Leer: das schon gespeicherte."  # noqa: S105 - a sentence
MAIL_SENDER = "Von"
MAIL_SENDER_HINT = "Die Adresse, von der gesendet wird"
MAIL_RECIPIENTS = "An"
MAIL_RECIPIENTS_HINT = "Eine oder mehrere Adressen, durch Kommas getrennt"
USE_DEAD_MAN = "Ein Lebenszeichen geben"
USE_DEAD_MAN_HINT = (
    "Die Adresse wird aufgerufen, solange TradeCopy läuft; bleibt das aus, schlägt ihr Dienst "
    "Alarm."
)
DEAD_MAN_URL = "Adresse"
DEAD_MAN_URL_HINT = "Beginnt mit https://, von einem Dienst, der solche Zeichen überwacht."
DEAD_MAN_EVERY = "Alle"
DEAD_MAN_EVERY_HINT = "Sekunden, 10 oder mehr. Der Dienst sollte mehrere davon abwarten."
USE_QUIET = "Warnungen aufschieben"
USE_QUIET_HINT = "In diesen Stunden werden Warnungen nicht gesendet. Ein Verstoß immer."
NEED_PORT = "Geben Sie eine ganze Zahl von 1 bis 65.535 ein."
NEED_EVERY = "Geben Sie ganze Sekunden ein, 10 oder mehr."
NOTICES_SAVED = "Gespeichert. Senden Sie einen Test, um zu sehen, ob er ankommt."
SEND_TEST = "Test senden"
NO_WAYS = "Speichern Sie zuerst einen Weg; dann testen Sie ihn hier."


def test_by(way: str) -> str:
    """Return what a button for a test does."""
    return f"{SEND_TEST}: {way}"


def test_under_way(way: str) -> str:
    """Return what is said while a test is sent."""
    return f"Ein Test ist unterwegs ({way})…"


def test_arrived(way: str) -> str:
    """Return what is said after a test was taken."""
    return f"Der Test wurde zugestellt ({way}). Sehen Sie nach, ob er angekommen ist."
