package redoubt.query.sql;

import java.time.Instant;
import java.time.LocalDate;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.query.landscape.Extent;
import redoubt.query.landscape.Landscape;

/**
 * From where something is looked at: who looks, in which landscape, and when.
 *
 * @param by who looks
 * @param land the folders and matrices of that moment
 * @param now the moment
 * @param today its day in the time zone of this installation
 */
public record Viewpoint(Principal by, Landscape land, Instant now, LocalDate today) {

    /** Where the one who looks may see resources of that noun. */
    public Extent extent(String noun) {
        return land.extent(by, Permission.view(noun));
    }
}
