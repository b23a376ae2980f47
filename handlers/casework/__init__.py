"""What those who handle cases do with one that they may know of: a module for each task, `tasks` is their table."""
