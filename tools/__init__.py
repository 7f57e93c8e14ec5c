"""What sets the project up and makes its bundled files; nothing of it runs in the app."""
