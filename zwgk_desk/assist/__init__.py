"""Drafting aids: floor 3, over documents and the model. All offline, deterministic, and each proposal with its place."""
