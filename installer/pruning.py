"""What of the packages the program never uses. Removes files of the payload alone.

The installed program's self-test notices whatever was taken away too much.
"""

import shutil
from fnmatch import fnmatch
from pathlib import Path

# Of Qt only these modules travel: those of the program, and those that pyqtgraph imports.
_QT_MODULES = {
    "Core",
    "DBus",
    "Gui",
    "Network",
    "OpenGL",
    "OpenGLWidgets",
    "PrintSupport",
    "Svg",
    "Test",
    "Widgets",
}
_QT_FOLDERS = {"plugins", "support"}
_QT_PLUGINS = {"iconengines", "imageformats", "platforms", "styles", "tls"}
_QT_LIBRARIES = ("msvcp*.dll", "vcruntime*.dll", "concrt*.dll", "pyside6*.dll")

_FOLDERS = (
    "bin",
    "alembic/templates",
    "alembic/testing",
    "numpy/_core/include",
    "numpy/_pyinstaller",
    "numpy/f2py",
    "numpy/random/lib",
    "pyqtgraph/examples",
    "pyqtgraph/jupyter",
    "sqlalchemy/testing",
)
_ANYWHERE = ("__pycache__", "tests")
_FILES = ("*.pyi", "*.pxd", "*.pyx", "*.lib", "*.a", "*.h", "*.cpp", "*.exe")


def prune(packages: Path) -> None:
    """Remove from `packages` what the program does not need to run."""
    for name in _FOLDERS:
        shutil.rmtree(packages / name, ignore_errors=True)
    for folder in sorted(path for path in packages.rglob("*") if path.name in _ANYWHERE):
        shutil.rmtree(folder, ignore_errors=True)
    _prune_qt(packages / "PySide6")
    for file in list(packages.rglob("*")):
        if file.is_file() and any(fnmatch(file.name, pattern) for pattern in _FILES):
            file.unlink()


def _prune_qt(qt: Path) -> None:
    for path in list(qt.iterdir()):
        if path.is_dir():
            if path.name not in _QT_FOLDERS:
                shutil.rmtree(path)
        elif path.suffix != ".py" and not _is_wanted(path):
            path.unlink()
    for plugin in list((qt / "plugins").iterdir()):
        if plugin.name not in _QT_PLUGINS:
            shutil.rmtree(plugin)


def _is_wanted(file: Path) -> bool:
    name = file.stem.removeprefix("Qt6" if file.suffix == ".dll" else "Qt")
    if file.suffix in (".dll", ".pyd") and file.stem.startswith("Qt"):
        return name in _QT_MODULES
    return any(fnmatch(file.name.lower(), pattern) for pattern in _QT_LIBRARIES)
