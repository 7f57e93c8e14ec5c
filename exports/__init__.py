"""From a selection to files: bytes, without a screen."""
