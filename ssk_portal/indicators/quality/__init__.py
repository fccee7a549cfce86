"""How good the data are: what is there, who disagrees, what nobody answered, where it comes from, what is doubted."""
