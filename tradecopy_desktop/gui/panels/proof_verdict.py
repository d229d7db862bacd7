"""What the proof comes to, in a sentence. The figures are the ledger's; nothing is counted here."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from tradecopy_desktop.app.history_views import Proof
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.theme import TONE_OF_HEALTH
from tradecopy_desktop.gui.widgets.card import label, restyle

_LOOKS = {
    Health.IDLE: ("idle", "info"),
    Health.GOOD: ("good", "check"),
    Health.WARNING: ("warning", "warning"),
    Health.BAD: ("bad", "warning"),
}
_ICON = 24


def verdict(proof: Proof, formats: Formats) -> tuple[Health, str]:
    """Return how well copying went, and the sentence that says so."""
    whole = proof.whole
    counts = (
        (whole.missed, words.missed),
        (whole.duplicated, words.doubled),
        (whole.wrong, words.wrong),
    )
    faults = [say(number) for number, say in counts if number]
    copies = (whole.copies, formats.count(whole.copies))
    if faults:
        return Health.BAD, words.verdict_bad(faults, *copies)
    if whole.drift_lots:
        return Health.WARNING, words.drifting(formats.lots(whole.drift_lots))
    if not whole.copies:
        return Health.IDLE, words.VERDICT_IDLE
    if not proof.comparisons:
        return Health.WARNING, words.VERDICT_UNPROVEN
    return Health.GOOD, words.verdict_good(*copies)


class Verdict(QFrame):
    """The sentence behind its mark, and below it when both ends were compared last."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._health = Health.IDLE
        self._proof: Proof | None = None
        self._icon = QLabel()
        self.sentence = label(words.PROOF_READING, "heading")
        self.sentence.setWordWrap(True)
        self.compared = label("", "hint")
        self.compared.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.sentence)
        texts.addWidget(self.compared)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 9, 14, 9)
        layout.setSpacing(12)
        layout.addWidget(self._icon)
        layout.addLayout(texts, 1)
        appearance.theme.changed.connect(self._draw)
        self._dress(Health.IDLE, words.PROOF_READING)

    def show_proof(self, proof: Proof) -> None:
        """Say what these figures come to."""
        self._proof = proof
        self._dress(*verdict(proof, self._appearance.formats))

    def say(self, health: Health, sentence: str, detail: str) -> None:
        """Say something else instead of a verdict."""
        self._proof = None
        self._dress(health, sentence)
        self.compared.setText(detail)

    def tell_time(self, now: datetime) -> None:
        """Say how long the last comparison is past."""
        if self._proof is None:
            return
        if self._proof.compared is None:
            text = words.NEVER_COMPARED
        else:
            past = max(0, int((now - self._proof.compared).total_seconds()))
            number = self._proof.comparisons
            count = self._appearance.formats.count(number)
            text = words.last_compared(words.how_long(past), number, count)
        if text != self.compared.text():
            self.compared.setText(text)

    def _dress(self, health: Health, sentence: str) -> None:
        self._health = health
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setProperty("verdict", _LOOKS[health][0])
        restyle(self)
        self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        name, tone = _LOOKS[self._health][1], TONE_OF_HEALTH[self._health]
        self._icon.setPixmap(self._appearance.icons.pixmap(name, tone, _ICON, ratio))
