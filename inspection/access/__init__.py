"""Who may come in, what they may do, what they did, and how it is kept."""
