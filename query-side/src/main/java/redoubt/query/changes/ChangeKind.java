package redoubt.query.changes;

import java.util.Locale;

/** What a change comes to, in the order in which reports tell of it. */
public enum ChangeKind {
    /** A risk came into being. */
    RISK_CREATED,
    /** A risk was deleted. */
    RISK_DELETED,
    /** A risk is over. */
    RISK_CLOSED,
    /** A risk that was over is not any more. */
    RISK_REOPENED,
    /** A risk is rated worse. */
    RISK_RAISED,
    /** A risk is rated better. */
    RISK_LOWERED,
    /** Somebody decided to live with a risk. */
    RISK_ACCEPTED,
    /** Somebody decided not to any more. */
    RISK_ACCEPTANCE_REVOKED,
    /** A decision to live with a risk came to its last day. */
    RISK_ACCEPTANCE_EXPIRED,
    /** A control is in place. */
    CONTROL_IMPLEMENTED,
    /** A control that was in place is not any more, or not what it was. */
    CONTROL_LOST,
    /** An assessment is on record. */
    ASSESSMENT_COMPLETED,
    /** An assessment that was on record is being worked on. */
    ASSESSMENT_REOPENED,
    /** More or less of an assessment is done. */
    ASSESSMENT_PROGRESS_MOVED,
    /** What the rows of an assessment score, all in all, is another number. */
    ASSESSMENT_SCORE_MOVED,
    /** A task is done. */
    TASK_COMPLETED,
    /** The day of a task is over and it is not done. */
    TASK_OVERDUE,
    /** A folder stands elsewhere. */
    FOLDER_MOVED;

    /** Its name on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How people read it: {@code Risk raised}. */
    public String title() {
        String words = code().replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
