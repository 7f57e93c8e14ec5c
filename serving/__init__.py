"""How the app's files and answers travel: compressed, cached, and to nobody else's server."""
