"""What the bot says where something has changed in a case that somebody knows of. It tells nothing of what it was."""

CHANGED = "Something has changed in this case that you should see. Open it."
NOT_PICKED_UP = "Nobody has picked this up yet."
