"""Charts: a frame becomes a Plotly figure or a pydeck deck; no Streamlit, no files, no network."""
