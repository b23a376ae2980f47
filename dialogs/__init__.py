"""Everything that is decided: pure values and functions over the policy, the organisation, the answers and the time.

Nothing here reads a file (save `policy_file`), a clock, a database or a network.
"""
