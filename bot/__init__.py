"""The outside: platforms, practice page, web server, clock, configuration and command line."""
