"""What is handed out of the house: summaries, packs, forms, letters. Made of readings; the files come from formats."""
