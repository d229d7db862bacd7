"""The program's own settings in memory, for tests and rigs. Writes nothing."""

from tradecopy_desktop.domain.program_settings import ProgramSettings
from tradecopy_desktop.program_ports import StoredProgramSettings


class MemoryConfig:
    """Keeps the settings as long as it lives."""

    def __init__(self) -> None:
        self._settings = ProgramSettings()

    def load(self) -> StoredProgramSettings:
        """Return what is set."""
        return StoredProgramSettings(settings=self._settings)

    def save(self, settings: ProgramSettings) -> None:
        """Replace what is set."""
        self._settings = settings
