"""What keeps an opening back: filters, caps, the account, other routes."""
