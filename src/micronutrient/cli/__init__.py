"""The command line: translates, calls one task, translates back."""
