"""A learner tells someone, and comes back with a code. Nothing here is given, or could say, who they are."""
