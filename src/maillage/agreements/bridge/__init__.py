"""The way to the engines: the stems of words, the niches that two communities share."""
