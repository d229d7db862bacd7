"""The window: Qt widgets that show the desk and forward orders. Decides nothing."""
