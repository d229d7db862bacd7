"""The frames of the protocol as typed structs, read strictly. Nothing here opens a socket."""
