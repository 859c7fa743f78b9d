"""The pages of handouts: typeset, laid out on paper, painted, and written as PDF."""
