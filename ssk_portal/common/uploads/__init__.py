"""Files that people upload: known by their content, looked through before anything opens them."""
