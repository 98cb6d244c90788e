package redoubt.grc;

import redoubt.model.Resource;

/** A measure that treats risks. Named here so that a risk can point at one; a pointer is refused while there is none to point at. */
@Resource(name = "control", plural = "applied-controls")
public interface Control {}
