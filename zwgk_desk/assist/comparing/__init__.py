"""Two versions of a policy against one another."""
