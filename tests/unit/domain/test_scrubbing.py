from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote

import pytest

from tradecopy_desktop.domain.scrubbing import Scrubber, masked, scrub

SECRET = "p4ss?word&with+signs"


@pytest.mark.parametrize(
    "spelling",
    [
        SECRET,
        quote(SECRET, safe=""),
        SECRET.encode().hex(),
        SECRET.encode().hex().upper(),
        b64encode(SECRET.encode()).decode(),
        urlsafe_b64encode(SECRET.encode()).decode(),
        # As a login by mail is sent, with the user before it: the letters are shifted.
        b64encode(b"\0us\0" + SECRET.encode()).decode(),
        b64encode(b"u:" + SECRET.encode()).decode(),
    ],
)
def test_secret_when_spelled_in_any_way_then_nothing_of_it_is_left(spelling: str) -> None:
    scrubbed = Scrubber(secrets=[SECRET]).scrub(f"before {spelling} after")

    # At most three letters at either end hang on what stood beside the secret.
    assert not any(spelling[n : n + 8] in scrubbed for n in range(len(spelling) - 7))
    assert scrubbed.startswith("before ")
    assert scrubbed.endswith(" after")


def test_login_when_it_stands_in_a_text_then_its_last_three_digits_are_left() -> None:
    scrubber = Scrubber(logins=["31990452", "1001"])

    assert scrubber.scrub("31990452@Oakridge-Demo and 1001, not 41001 or 10012") == (
        "…452@Oakridge-Demo and …01, not 41001 or 10012"
    )


def test_login_when_its_server_looks_like_a_mail_address_then_the_server_stays() -> None:
    assert Scrubber(logins=["31990452"]).scrub("31990452@mt5.broker.com is away") == (
        "…452@mt5.broker.com is away"
    )


@pytest.mark.parametrize(
    ("login", "shown"), [("31990452", "…452"), ("1001", "…01"), ("12", "…2"), ("7", "…")]
)
def test_login_when_it_is_short_then_half_of_it_is_hidden_at_least(login: str, shown: str) -> None:
    assert masked(login) == shown


def test_folder_when_it_has_a_name_then_it_is_called_so() -> None:
    scrubber = Scrubber(folders=[("C:\\Users\\jane", "~")])

    assert scrubber.scrub("C:\\Users\\jane\\AppData") == "~\\AppData"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("posted to https://hooks.example.com/T0/B1?x=y, 200", "posted to https://<removed> 200"),
        ("terminals use ws://127.0.0.1:8080/ea", "terminals use ws://127.0.0.1:8080/ea"),
        ("mail to jane.doe+fx@example.co.uk failed", "mail to <removed> failed"),
        # 43 letters, as a terminal's key has.
        ("key q7WkZ0fN3vYt8mLp2sXc5bRj9dHg4aEu6iOyTn1KwQz", "key <removed>"),
        ("copy 0123456789abcdef0123456789abcdef", "copy 0123456789abcdef0123456789abcdef"),
    ],
)
def test_text_when_it_looks_like_a_secret_then_it_is_taken_out_unknown(
    text: str, left: str
) -> None:
    assert scrub(text) == left
