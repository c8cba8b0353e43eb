"""The server, its middleware and static files, and the public folder it serves."""
