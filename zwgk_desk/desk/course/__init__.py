"""A bundle on its way: checked, reviewed, signed off, submitted, taken in."""
