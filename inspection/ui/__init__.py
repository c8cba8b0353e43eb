"""What the pages are made of: the server, the frame and the pieces of a screen. The only room that knows streamlit."""
