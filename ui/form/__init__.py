"""The form for one activity: what is typed, what is wrong in it, and how it is saved."""
