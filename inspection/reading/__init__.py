"""What may be claimed of a figure, and in which words; small tables in, frozen values out, no screen."""
