"""What is looked at before a route is armed."""
