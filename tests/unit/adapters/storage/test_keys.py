"""Keys are long, all different, and known again by their hash alone."""

from tradecopy_desktop.adapters.keys import hash_key, key_fits, make_key


def test_key_when_made_then_has_256_bits_in_plain_characters() -> None:
    key = make_key()

    # 32 bytes in base 64 without padding.
    assert len(key) == 43
    assert set(key) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert make_key() != key


def test_hash_when_made_then_is_the_sha_256_of_the_key() -> None:
    # SHA-256 of "abc", the first example of FIPS 180-2.
    assert hash_key("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_key_when_compared_with_its_hash_then_fits_and_no_other_does() -> None:
    key_hash = hash_key("abc")

    assert key_fits("abc", key_hash)
    assert not key_fits("abd", key_hash)
    assert not key_fits("", key_hash)
    assert not key_fits("schlüssel", key_hash)
