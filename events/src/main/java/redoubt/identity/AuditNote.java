package redoubt.identity;

import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Resource;

/**
 * Something that was done with the log itself: taken away, verified, signed.
 *
 * @param what was done
 */
@Resource(name = "audit", plural = "audits", right = "audit_log", noted = true)
public record AuditNote(@Computed @Always String what) {}
