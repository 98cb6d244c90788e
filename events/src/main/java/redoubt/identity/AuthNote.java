package redoubt.identity;

import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Resource;

/**
 * Something that happened at the door.
 *
 * @param what happened
 */
@Resource(name = "auth", plural = "auths", right = "audit_log", noted = true)
public record AuthNote(@Computed @Always String what) {}
