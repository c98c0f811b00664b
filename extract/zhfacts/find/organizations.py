def find_organizations(doc, rulebook): return []
