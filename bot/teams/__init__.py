"""Microsoft Teams: the same bot, spoken to in a chat, by message extensions, dialogs and cards."""
