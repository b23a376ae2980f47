"""What Slack and Teams have in common: their words, what their buttons do, how much time an answer may take."""
