"""How many handles a process holds, from the list that Windows keeps of all of them.

Asked for one process alone, wine always answers 0.
"""

import sys
from struct import Struct

# Of ntdll: SystemExtendedHandleInformation, and the answer to a buffer that is too small.
_ALL_HANDLES = 64
_TOO_SMALL = 0xC0000004
# SYSTEM_HANDLE_INFORMATION_EX: how many there are and a spare word; of each its object, the process
# and the handle, then rights, kind and attributes.
_HEAD = Struct("@QQ")
_ENTRY = Struct("@QQQIHHII")

if sys.platform == "win32":
    import ctypes

    def handles_of(pid: int) -> int:
        """Return how many handles a process holds; raise OSError where Windows does not tell."""
        known = _all_handles()
        number, _ = _HEAD.unpack_from(known)
        last = _HEAD.size + number * _ENTRY.size
        owners = (owner for _, owner, *_ in _ENTRY.iter_unpack(known[_HEAD.size : last]))
        return sum(owner == pid for owner in owners)

    def _all_handles() -> bytes:
        room = 2**16
        while True:
            known = ctypes.create_string_buffer(room)
            length = ctypes.c_ulong()
            status = ctypes.windll.ntdll.NtQuerySystemInformation(
                _ALL_HANDLES, known, room, ctypes.byref(length)
            )
            if status == 0:
                return known.raw
            if status & 0xFFFFFFFF != _TOO_SMALL:
                raise OSError(f"the list of handles was refused: {status & 0xFFFFFFFF:#x}")
            room *= 2

else:

    def handles_of(pid: int) -> int:
        """Raise OSError: only Windows knows handles."""
        raise OSError(f"only Windows knows the handles of process {pid}")
