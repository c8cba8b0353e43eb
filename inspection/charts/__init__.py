"""Figures: one look, colours by meaning. The only room that knows plotly."""
