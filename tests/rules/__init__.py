"""The checkers behind test_architecture.py: each takes a tree and returns what is wrong with it."""
