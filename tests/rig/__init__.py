"""The whole program with simulated terminals on one thread, on time that jumps, without sockets.

Two of our own parts are replaced, and no others: sockets by pipes in memory, the database by the
ledger in memory that passes the same contract suite. So a run is the same every time, and minutes
of it take a fraction of a second.
"""
