package redoubt.query.feed;

import java.util.Set;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;

/** What somebody may do in an organization, whoever they are. */
record Rights(String organization, Set<Grant> grants, Principal.Limits limits) {

    static Rights of(Principal by) {
        return new Rights(by.organization(), Set.copyOf(by.grants()), by.limits());
    }
}
