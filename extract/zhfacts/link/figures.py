def link_figures(doc, figures, dates, organizations): pass
