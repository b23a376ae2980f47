"""Finds what the policy says about a question, and notices when it is none: somebody in trouble, or a wish to report.

`hearing` decides what a text is and which passages fit, with weights that are trained beforehand (`weights`);
`answering` puts the answer together, of the policy's own words and reviewed sentences only.
"""
