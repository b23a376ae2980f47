"""The plain web page for learners without an account: the same form and the same codes as on a platform."""
