"""A question file and a library to measures, each with its interval, and every miss."""
