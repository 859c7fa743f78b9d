"""Dividing units into pieces: a county into the precincts, tracts or block groups that another layer has of it.

The way through it::

    source = Source("precincts.zip", ("precinct", "precincts"), ids, names, outlines, figures)
    refinement = divide(layer, "41017", outlines_of_layer[layer.index_of["41017"]], source)     # dividing
    document.kept["refinements"] = with_refinement(document.kept.get("refinements"), refinement)  # coding
    refinements = from_json(document.kept.get("refinements"), "my proposal.borderkit")            # coding
    refined = refine(layer, refinements)                                                          # refined
    outlines = refined_outlines(layer, outlines_of_layer, refinements)                            # outlines

Only ``coding`` and ``refined`` come without the GIS libraries.
"""
