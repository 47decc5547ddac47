"""Readers of the publishers' own files, one file a publisher; `recognise` tells them apart."""
