"""The domain in frozen dataclasses and enums, in the words of the source document. Imports nothing else of ours."""
