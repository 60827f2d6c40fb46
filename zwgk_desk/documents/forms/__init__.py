"""Forms: Word templates that are filled in."""
