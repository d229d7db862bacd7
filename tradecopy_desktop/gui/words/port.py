"""Words of the question before the start when the bridge's port is taken."""

PORT_ALWAYS = "Find another port by itself from now on"
PORT_ALWAYS_HINT = "Terminals are told which one it is."
PORT_QUIT = "Quit"


def port_taken_title(port: int) -> str:
    """Return the title of the question."""
    return f"Port {port} is taken"


def port_taken_intro(port: int, owner: str) -> str:
    """Return by whom the port is taken, and what that means."""
    by = owner or "another program"
    return (
        f"Terminals find TradeCopy Desktop on port {port}, which {by} uses at present. It can use "
        "another port: terminals are told, unless a port stands under Inputs of their Expert "
        "Advisors."
    )


def use_port(port: int) -> str:
    """Return the button that takes another port."""
    return f"Use port {port}"
