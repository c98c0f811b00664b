def link_claims(doc, claims, organizations, dates, figures): pass
