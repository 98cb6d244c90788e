package redoubt.infra.roles;

import redoubt.infra.acceptance.Http;

/**
 * Somebody who asks.
 *
 * @param column in what role
 * @param http with the credential of the column
 * @param self with their session, for what has to be there before they ask
 * @param user the identifier of their account; empty for nobody
 * @param pk its number
 * @param email its address
 * @param refresh what their session goes on with
 */
record Actor(Column column, Http http, Http self, String user, long pk, String email, String refresh) {}
