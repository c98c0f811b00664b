def boilerplate_spans(text): return []
