"""Other people's files: from uploaded bytes to what would become of the records."""
