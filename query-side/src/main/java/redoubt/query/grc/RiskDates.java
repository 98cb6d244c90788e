package redoubt.query.grc;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import redoubt.grc.Risk;

/** What the calendar says about a risk; pure. */
final class RiskDates {

    /** The statuses in which somebody is still expected to do something. */
    static final Set<Risk.Status> PENDING = EnumSet.of(Risk.Status.OPEN, Risk.Status.IN_PROGRESS);

    private RiskDates() {}

    /** Whether it should have been dealt with before today. */
    static boolean overdue(Risk risk, LocalDate today) {
        LocalDate due = risk.dueDate();
        return due != null && due.isBefore(today) && PENDING.contains(risk.status());
    }

    /** Whether it is time to look at it again. */
    static boolean reviewDue(Risk risk, LocalDate today) {
        LocalDate review = risk.reviewDate();
        return review != null && !review.isAfter(today) && risk.status() != Risk.Status.CLOSED;
    }
}
