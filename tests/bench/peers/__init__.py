"""The same ten questions asked of other tools and of ours, side by side."""
