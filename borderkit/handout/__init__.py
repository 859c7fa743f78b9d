"""What a handout says: worked out from a proposal, laid out by whoever prints or writes it."""
