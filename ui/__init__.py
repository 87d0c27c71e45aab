"""The page, the terminal and the command line: faces that show an Answer."""
