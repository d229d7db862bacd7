"""Whether an account is still within what its trader lets it lose, hold and earn."""
