"""What a drafter does with a bundle before it is reviewed."""
