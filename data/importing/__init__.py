"""What comes in from outside: files that people bring."""
