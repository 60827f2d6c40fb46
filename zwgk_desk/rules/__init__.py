"""The grounds for 退文 and the advice: each rule a small pure function from a case to faults, registered with its citation.

May import: zwgk_desk.model, documents, signing.
"""
