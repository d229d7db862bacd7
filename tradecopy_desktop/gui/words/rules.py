"""Words for what the program's rules tell: in English they are shown as they are."""


def told(text: str) -> str:
    """Return what the rules tell, in the language of the window."""
    return text
