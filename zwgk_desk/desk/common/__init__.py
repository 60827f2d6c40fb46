"""What every use case needs: the shared core, who is signed in, who may what, the clock, documents as read, the findings.

May import: what lies below the desk, no other room of it.
"""
