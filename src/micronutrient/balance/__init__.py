"""Is it enough, is it too much: evidence joined to a verdict for one person."""
