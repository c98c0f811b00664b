def link_organizations(doc, organizations): pass
