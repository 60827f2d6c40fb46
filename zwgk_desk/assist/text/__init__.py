"""What every drafting aid reads a text with: facts, sentences, numerals, likeness."""
