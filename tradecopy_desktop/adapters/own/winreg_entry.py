"""One value of this user's part of the Windows registry. Elsewhere there is none to change."""

import sys

if sys.platform == "win32":
    import winreg


class WinregEntry:
    """The value `name` in a folder below HKEY_CURRENT_USER. Each call raises OSError."""

    def __init__(self, folder: str, name: str) -> None:
        self._folder = folder
        self._name = name

    if sys.platform == "win32":

        def get(self) -> str | None:
            """Return the text, or None where there is none."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, self._folder) as folder:
                    return str(winreg.QueryValueEx(folder, self._name)[0])
            except FileNotFoundError:
                return None

        def put(self, command: str) -> None:
            """Set the text; the folder is made where there is none."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, self._folder) as folder:
                winreg.SetValueEx(folder, self._name, 0, winreg.REG_SZ, command)

        def drop(self) -> None:
            """Take the value away."""
            access = winreg.KEY_SET_VALUE
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, self._folder, access=access) as folder:
                winreg.DeleteValue(folder, self._name)

    else:

        def get(self) -> str | None:
            """Return None: there is no registry."""
            return None

        def put(self, command: str) -> None:
            """Raise OSError: there is no registry."""
            raise OSError(f"there is no registry here to put {command} into")

        def drop(self) -> None:
            """Raise OSError: there is no registry."""
            raise OSError("there is no registry here")
