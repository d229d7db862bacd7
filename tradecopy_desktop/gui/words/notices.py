"""Words for alarms that leave the machine: webhook, e-mail, and a sign of life."""

from tradecopy_desktop.domain.notices import Security

NOTICES = "Webhook, e-mail…"
NOTICES_TITLE = "Alarms off this machine"
NOTICES_TIP = "Send breaches and warnings by webhook or e-mail, and a sign of life"
NOTICES_INTRO = (
    "Breaches, terminals away and refused closes also go to you elsewhere. Addresses and the "
    "password are kept in the system's keyring."
)
NOTICE_PARTS = ("Webhook", "E-mail", "Sign of life", "Quiet hours")
USE_WEBHOOK = "Send to a webhook"
USE_WEBHOOK_HINT = "Each alarm is posted as JSON, as chat and pager services take it."
WEBHOOK_URL = "Address"
WEBHOOK_URL_HINT = "Begins with https://. Whoever knows it can post there: keep it to yourself."
ALLOW_PLAIN = "Allow http to another machine"
ALLOW_PLAIN_HINT = "For a machine of your own network only: anybody on the way can read along."
USE_MAIL = "Send an e-mail"
USE_MAIL_HINT = "By your provider's server for outgoing mail."
MAIL_HOST = "Server"
MAIL_HOST_HINT = "Such as smtp.example.com"
MAIL_PORT = "Port"
MAIL_PORT_HINT = "465 with TLS, 587 with STARTTLS"
MAIL_SECURITY = "Encryption"
SECURITIES = {Security.TLS: "TLS from the start", Security.STARTTLS: "STARTTLS"}
MAIL_USER = "User"
MAIL_USER_HINT = "Empty: the server asks for no login."
MAIL_PASSWORD = "Password"  # noqa: S105 - a title, not a secret
MAIL_PASSWORD_HINT = "Empty: the one that is kept already."  # noqa: S105 - a sentence
MAIL_SENDER = "From"
MAIL_SENDER_HINT = "The address that it is sent from"
MAIL_RECIPIENTS = "To"
MAIL_RECIPIENTS_HINT = "One or more addresses, with commas between them"
USE_DEAD_MAN = "Give a sign of life"
USE_DEAD_MAN_HINT = (
    "The address is asked for while TradeCopy runs; its service raises alarm when that ends."
)
DEAD_MAN_URL = "Address"
DEAD_MAN_URL_HINT = "Begins with https://, from a service that watches such signs."
DEAD_MAN_EVERY = "Every"
DEAD_MAN_EVERY_HINT = "Seconds, 10 or more. The service should wait for several of them."
USE_QUIET = "Keep warnings for later"
USE_QUIET_HINT = "In these hours warnings are not sent. A breach always is."
NEED_PORT = "Enter a whole number from 1 to 65,535."
NEED_EVERY = "Enter whole seconds, 10 or more."
NOTICES_SAVED = "Saved. Send a test to see whether it arrives."
SEND_TEST = "Send a test"
NO_WAYS = "Save a way to send first; then test it here."


def test_by(way: str) -> str:
    """Return what a button for a test does."""
    return f"{SEND_TEST} by {way}"


def test_under_way(way: str) -> str:
    """Return what is said while a test is sent."""
    return f"A test by {way} is on its way…"


def test_arrived(way: str) -> str:
    """Return what is said after a test was taken."""
    return f"The test by {way} was delivered. See whether it reached you."
