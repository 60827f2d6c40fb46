"""The command line: one module a command, with `add` and `run`; its line of help stands in run.py. None has logic of its own.

May import: zwgk_desk.desk, zwgk_desk.model.
"""
