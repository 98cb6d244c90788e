package redoubt.api.route;

import redoubt.model.access.Principal;

/** What the authentication leaves with an exchange. */
public interface Bearer extends java.security.Principal {

    /** Who calls. */
    Principal principal();
}
