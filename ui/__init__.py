"""The window of BorderKit. Qt is used here and nowhere else."""
