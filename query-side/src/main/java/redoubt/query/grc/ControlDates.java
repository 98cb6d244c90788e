package redoubt.query.grc;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Control;
import redoubt.grc.Control.Status;

/** What the calendar says about a control; pure. */
final class ControlDates {

    /** How many days ahead somebody looks who asks what is to be done. */
    static final int SOON = 30;

    /** The statuses in which nothing more is to come. */
    private static final Set<Status> SETTLED = EnumSet.of(Status.ACTIVE, Status.DEPRECATED);

    private ControlDates() {}

    /** Whether more is to come. */
    static boolean pending(Control control) {
        return !SETTLED.contains(control.status());
    }

    /** Whether it should have been in place before today. */
    static boolean overdue(Control control, LocalDate today) {
        LocalDate eta = control.eta();
        return eta != null && eta.isBefore(today) && pending(control);
    }

    /** How many days there are until it should be in place; -1 for any day before today. */
    static @Nullable Long daysUntilEta(Control control, LocalDate today) {
        LocalDate eta = control.eta();
        return eta == null ? null : (Long) Math.max(-1, ChronoUnit.DAYS.between(today, eta));
    }

    /** Whether it was good until a day before today. */
    static boolean expired(Control control, LocalDate today) {
        LocalDate expiry = control.expiryDate();
        return expiry != null && expiry.isBefore(today);
    }
}
