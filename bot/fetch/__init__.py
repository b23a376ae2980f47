"""The page at the end of a link that is good for one file: nobody logs in, the link is all that it takes."""
