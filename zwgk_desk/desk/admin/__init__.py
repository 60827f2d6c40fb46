"""What keeps the office: lists and search, settings, forms, the record, check-up."""
