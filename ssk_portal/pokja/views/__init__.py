"""The screens of the Pokja, one module a noun."""
