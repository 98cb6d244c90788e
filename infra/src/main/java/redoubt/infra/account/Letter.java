package redoubt.infra.account;

import redoubt.model.Ref;
import redoubt.people.User;

/**
 * A letter to somebody.
 *
 * @param reader who reads it
 * @param to their address
 * @param subject what it is about
 * @param text all of it
 */
record Letter(Ref<User> reader, String to, String subject, String text) {}
