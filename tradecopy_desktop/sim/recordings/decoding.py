"""Turns the bytes of a recorded page or list into text. Knows nothing of what the text says."""

import codecs

from tradecopy_desktop.sim.recordings.recording import RecordingError


def decoded(content: bytes) -> tuple[str, bool]:
    """Return the text, and whether its encoding was known rather than guessed.

    Raises RecordingError for a text that is cut within a letter or holds binary data.
    """
    encoding = _marked(content) or _unmarked_utf16(content)
    try:
        text, known = content.decode(encoding or "utf-8-sig"), True
    except UnicodeDecodeError as e:
        if encoding:
            raise RecordingError(f"the text is damaged or cut at byte {e.start}") from e
        # MT4 writes in the code page of its machine; numbers and symbols are the same in all.
        text, known = content.decode("latin-1"), False
    if "\0" in text:
        raise RecordingError("it holds binary data where text belongs")
    return text, known


def _marked(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else ""


def _unmarked_utf16(content: bytes) -> str:
    start = content[:64]
    if start[:1] and not any(start[1::2]):
        return "utf-16-le"
    return ""
