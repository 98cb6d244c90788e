package redoubt.model.access;

/**
 * A role held on a folder.
 *
 * @param role what may be done
 * @param folder where, by identifier
 * @param recursive whether everything below the folder is included
 */
public record Grant(Role role, String folder, boolean recursive) {}
