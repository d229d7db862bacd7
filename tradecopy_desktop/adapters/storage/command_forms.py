"""The stored form of commands: each says which of its kind it is. Decides nothing.

Our own dataclasses carry no such word, because inside the program their type says it.
"""

import msgspec

from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    ModifyPending,
    OpenPosition,
    PlacePending,
    SetStops,
    SetVolume,
    VoidInstruction,
)


class _Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="form"):
    pass


class OpenForm(_Form, frozen=True, tag="open"):
    """A stored OpenPosition."""

    of: OpenPosition


class SetVolumeForm(_Form, frozen=True, tag="set_volume"):
    """A stored SetVolume."""

    of: SetVolume


class SetStopsForm(_Form, frozen=True, tag="set_stops"):
    """A stored SetStops."""

    of: SetStops


class PlaceForm(_Form, frozen=True, tag="place"):
    """A stored PlacePending."""

    of: PlacePending


class ModifyPendingForm(_Form, frozen=True, tag="modify_pending"):
    """A stored ModifyPending."""

    of: ModifyPending


class CancelPendingForm(_Form, frozen=True, tag="cancel_pending"):
    """A stored CancelPending."""

    of: CancelPending


class VoidForm(_Form, frozen=True, tag="void"):
    """A stored VoidInstruction."""

    of: VoidInstruction


CommandForm = (
    OpenForm
    | SetVolumeForm
    | SetStopsForm
    | PlaceForm
    | ModifyPendingForm
    | CancelPendingForm
    | VoidForm
)


def command_to(command: Command) -> CommandForm:
    """Return the stored form of a command."""
    form: CommandForm
    match command:
        case OpenPosition():
            form = OpenForm(command)
        case SetVolume():
            form = SetVolumeForm(command)
        case SetStops():
            form = SetStopsForm(command)
        case PlacePending():
            form = PlaceForm(command)
        case ModifyPending():
            form = ModifyPendingForm(command)
        case CancelPending():
            form = CancelPendingForm(command)
        case VoidInstruction():
            form = VoidForm(command)
    return form


def command_from(form: CommandForm) -> Command:
    """Return the command of a stored form."""
    return form.of


def command_word(command: Command) -> str:
    """Return the stored word for a command's kind, such as "open"."""
    return str(command_to(command).__struct_config__.tag)
