"""Parts that panels are made of. They know no desk."""
