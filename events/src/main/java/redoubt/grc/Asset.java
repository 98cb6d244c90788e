package redoubt.grc;

import redoubt.model.Resource;

/** Something worth protecting. Named here so that a risk can point at one; a pointer is refused while there is none to point at. */
@Resource(name = "asset", plural = "assets")
public interface Asset {}
