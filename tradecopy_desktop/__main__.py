"""Start the program: read the arguments, and turn failures of the world into one clear line."""

import sys
from collections.abc import Sequence

from tradecopy_desktop.cli.arguments import (
    Choice,
    ExpertsChoice,
    ResolveSymbolChoice,
    parse_arguments,
)
from tradecopy_desktop.domain.errors import TradeCopyError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 when fine, 1 when something failed, 2 on wrong usage."""
    choice = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(choice)
    except TradeCopyError as error:
        print(f"tradecopy-desktop: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 1


def _run(choice: Choice) -> int:
    # Imported late: wrong usage and --help must not wait for a database and a window.
    if isinstance(choice, ResolveSymbolChoice):
        from tradecopy_desktop.cli.resolve_symbol import print_resolved

        return print_resolved(choice)
    if isinstance(choice, ExpertsChoice):
        from tradecopy_desktop.cli.experts import lay_out_experts

        return lay_out_experts(choice)
    from tradecopy_desktop.bootstrap.commands import run

    return run(choice)


if __name__ == "__main__":
    sys.exit(main())
