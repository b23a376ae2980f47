"""What every page in a browser is made of: fields, numbers, forms, the style sheet. It knows no page."""
