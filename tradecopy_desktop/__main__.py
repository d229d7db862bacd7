"""Start the program: read the arguments, and turn failures of the world into one clear line."""

import sys
from collections.abc import Sequence

from tradecopy_desktop.cli.arguments import (
    Choice,
    ExpertsChoice,
    ResolveSymbolChoice,
    SelftestChoice,
    parse_arguments,
)
from tradecopy_desktop.cli.complaining import complain, complain_of_crashes
from tradecopy_desktop.domain.errors import TradeCopyError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 when fine, 1 when something failed, 2 on wrong usage."""
    complain_of_crashes()
    choice = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(choice)
    except TradeCopyError as error:
        complain(f"tradecopy-desktop: {error}")
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
    if isinstance(choice, SelftestChoice):
        from tradecopy_desktop.bootstrap.selftest import run_selftest

        return run_selftest(choice.report)
    from tradecopy_desktop.bootstrap.commands import run

    return run(choice)


if __name__ == "__main__":
    sys.exit(main())
