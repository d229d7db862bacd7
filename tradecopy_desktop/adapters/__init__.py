"""The outside of the program: terminals, disk, keyring, clock. One room per technology."""
