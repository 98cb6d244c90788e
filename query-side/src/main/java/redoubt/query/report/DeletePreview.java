package redoubt.query.report;

import java.util.List;
import java.util.Map;
import redoubt.model.access.Permission;

/**
 * What would go with a folder.
 *
 * @param counts by camelCase plural, how many things lie in it and below, whether the asker sees them or not
 * @param total how many that are altogether
 * @param deletable whether the asker could delete all of it at once
 * @param missing the permissions that the asker would need for that and has not
 */
public record DeletePreview(Map<String, Long> counts, long total, boolean deletable, List<Permission> missing) {

    /** How many things one deletion may take with it. */
    public static final long MOST = 1_000;
}
