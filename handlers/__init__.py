"""What the bot does: one module for each thing that a person, or the clock, does."""
