"""The window. Nothing here decides: every act goes through the desk."""
