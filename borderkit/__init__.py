"""The model of BorderKit: unit layers, proposals, tallies. No Qt in it."""
