"""The command line: one file a group of commands, each of which parses, calls one function and prints."""
