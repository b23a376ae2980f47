"""Slack: the same bot, spoken to by slash commands, shortcuts, modals and buttons, over HTTP or Socket Mode."""
