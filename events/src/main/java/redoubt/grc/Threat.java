package redoubt.grc;

import redoubt.model.Resource;

/** Something that may do harm. Named here so that a risk can point at one; a pointer is refused while there is none to point at. */
@Resource(name = "threat", plural = "threats")
public interface Threat {}
