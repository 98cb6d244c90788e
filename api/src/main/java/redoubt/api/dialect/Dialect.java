package redoubt.api.dialect;

import redoubt.model.wire.Naming;

/**
 * How resources sound to one kind of client. A value: endpoints ask it and never ask which one it is.
 *
 * @param name a word for it in documents
 * @param prefix what every path begins with, without a slash at the end
 * @param naming how members and constants are spelled
 * @param stamps the members that frame the fields of every resource
 * @param paging how lists are cut
 * @param problems how failures are told
 * @param verbs which method means what
 * @param slash how paths end
 */
public record Dialect(
        String name,
        String prefix,
        Naming naming,
        Stamps stamps,
        Paging paging,
        Problems problems,
        Verbs verbs,
        Slash slash) {

    /** The canonical path below the prefix, for example {@code /api/v1/risks/}. */
    public String path(String below) {
        return prefix + slash.end(below);
    }
}
