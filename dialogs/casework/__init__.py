"""How a case is worked: what is recorded of it, what is left to do, who may do it. Pure values and functions."""
