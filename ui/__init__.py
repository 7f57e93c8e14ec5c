"""What needs Streamlit and more than one page uses."""
