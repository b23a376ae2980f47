"""The practice page: the whole bot in a browser on this machine, with made-up people."""
