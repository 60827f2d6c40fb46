"""An officer's own files on the officer's own disk: no office, no account."""
