"""The grounds for 退文, and the advice. A rule is one small pure function from a case to faults; adding one touches one file."""
