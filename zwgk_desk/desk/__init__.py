"""The use cases: the only door to the program for the window and the command line alike. Each checks who may do it."""
