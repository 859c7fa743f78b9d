"""Scripts for those who build BorderKit."""
