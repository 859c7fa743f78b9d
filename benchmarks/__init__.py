"""How fast the program is, measured through its real window. Run it with nothing else on."""
