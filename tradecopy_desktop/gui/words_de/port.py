"""German words of the question before the start when the bridge's port is taken."""

PORT_ALWAYS = "Künftig von selbst einen anderen Port suchen"
PORT_ALWAYS_HINT = "Den Terminals wird gesagt, welcher es ist."
PORT_QUIT = "Beenden"


def port_taken_title(port: int) -> str:
    """Return the title of the question."""
    return f"Port {port} ist belegt"


def port_taken_intro(port: int, owner: str) -> str:
    """Return by whom the port is taken, and what that means."""
    by = owner or "ein anderes Programm"
    return (
        f"Terminals finden TradeCopy Desktop auf Port {port}; den benutzt gerade {by}. Ein "
        "anderer Port geht auch: Den Terminals wird er gesagt, außer in den Eingaben ihrer "
        "Expert Advisors steht ein Port."
    )


def use_port(port: int) -> str:
    """Return the button that takes another port."""
    return f"Port {port} benutzen"
