"""How a page, a list, a form, an export and an import are put together."""
