"""The dialog that takes over another tool's plan: what its districts are, what is divided, what could not be taken."""
