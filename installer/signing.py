"""Signs one file with a command of the builder's own. Knows no certificate and no password."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

COMMAND_VARIABLE = "TRADECOPY_SIGN_COMMAND"


def sign(file: Path) -> None:
    """Sign `file` in place; raise CalledProcessError where the command fails."""
    signed = file.with_name(file.name + ".signed")
    names = {"{file}": str(file), "{signed}": str(signed)}
    words = [names.get(word, word) for word in words_of(os.environ[COMMAND_VARIABLE])]
    subprocess.run(words, check=True)
    if signed.exists():
        signed.replace(file)


def words_of(command: str, *, windows: bool = sys.platform == "win32") -> list[str]:
    """Return the words of a command line; on Windows a backslash is a letter of a path."""
    if not windows:
        return shlex.split(command)
    return [word.strip('"') for word in shlex.split(command, posix=False)]


# NSIS calls this file for its uninstaller and for the finished setup.
if __name__ == "__main__":
    sign(Path(sys.argv[1]))
