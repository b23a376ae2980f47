"""Draws what is printed as PDF. Only `fonts` and `pdf` know the library."""
