def find_claims(doc, rulebook): return []
