"""What an activity is, where it is kept and how it is counted."""
