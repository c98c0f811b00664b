def find_dates(text, rulebook): return []
