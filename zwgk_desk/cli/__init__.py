"""The command line: one module a command, with HELP, `add` and `run`; none has logic of its own.

May import: zwgk_desk.desk, zwgk_desk.model.
"""
