"""Tables behind the panels: they hold rows and know no widget."""
