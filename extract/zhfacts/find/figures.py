def find_figures(text, rulebook): return []
