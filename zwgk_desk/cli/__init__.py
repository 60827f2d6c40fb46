"""The command line: one file a command, each with `add` (its arguments) and `run` (its work), and imported once it is the one asked for. None has
logic of its own."""
