"""What every use case needs: the shared core, who is signed in, permission, the clock, documents as read."""
