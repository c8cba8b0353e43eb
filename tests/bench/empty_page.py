"""A page with nothing on it: what Streamlit itself costs per rerun."""
