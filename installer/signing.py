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
    words = shlex.split(os.environ[COMMAND_VARIABLE])
    names = {"{file}": str(file), "{signed}": str(signed)}
    subprocess.run([names.get(word, word) for word in words], check=True)
    if signed.exists():
        signed.replace(file)


# NSIS calls this file for its uninstaller and for the finished setup.
if __name__ == "__main__":
    sign(Path(sys.argv[1]))
