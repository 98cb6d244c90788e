package redoubt.model.access;

/**
 * A role held on a folder or a team.
 *
 * @param role what may be done
 * @param folder where, by the identifier of the folder or team
 * @param recursive whether everything below it is included
 */
public record Grant(Role role, String folder, boolean recursive) {}
