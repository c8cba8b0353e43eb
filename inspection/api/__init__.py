"""The narrow door for programs: certified figures with their definitions as JSON over HTTP, nothing that can write."""
