def resolve_dates(doc, dates, reference, boilerplate): pass
