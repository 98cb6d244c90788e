package redoubt.identity;

import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Resource;

/**
 * A table of the read side was made anew.
 *
 * @param projection the noun of what is in it
 * @param state how far that is
 */
@Resource(name = "projection", plural = "projections", right = "audit_log", noted = true)
public record ProjectionNote(
        @Computed @Always String projection,
        @Computed @Always String state) {}
