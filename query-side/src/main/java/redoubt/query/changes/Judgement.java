package redoubt.query.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.Control;
import redoubt.grc.Risk;
import redoubt.grc.Task;
import redoubt.query.changes.Net.Span;

/** What people call that which events came to. Pure. */
final class Judgement {

    private Judgement() {}

    /**
     * A change by its name.
     *
     * @param field the path of the member in camelCase that tells it; empty for none
     */
    record Found(
            ChangeKind kind,
            String field,
            @Nullable Object old,
            @Nullable Object now) {

        static Found of(ChangeKind kind, String field, Span span) {
            return new Found(kind, field, span.old(), span.now());
        }
    }

    /** What became of a resource of that noun. */
    static List<Found> of(String noun, Net net) {
        if (!net.was() && !net.is()) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        switch (noun) {
            case "risk" -> risk(net, found);
            case "control" -> control(net, found);
            case "assessment" -> assessment(net, found);
            case "task" -> task(net, found);
            case "folder" -> folder(net, found);
            default -> {}
        }
        return found;
    }

    private static void risk(Net net, List<Found> found) {
        Span severity = Objects.requireNonNullElse(net.member("severity"), new Span(null, null));
        if (!net.was()) {
            found.add(Found.of(ChangeKind.RISK_CREATED, "severity", severity));
            accepted(net, found);
        } else if (!net.is()) {
            found.add(Found.of(ChangeKind.RISK_DELETED, "severity", severity));
        } else {
            status(net, Risk.Status.CLOSED, ChangeKind.RISK_CLOSED, ChangeKind.RISK_REOPENED, found);
            rated(net, severity, found);
            accepted(net, found);
        }
    }

    private static void rated(Net net, Span severity, List<Found> found) {
        Span level = net.member("severityLevel");
        if (level != null) {
            boolean raised = level(level.old()) < level(level.now());
            found.add(Found.of(raised ? ChangeKind.RISK_RAISED : ChangeKind.RISK_LOWERED, "severity", severity));
        }
    }

    /** What nobody has rated is below everything. */
    private static int level(@Nullable Object level) {
        return level instanceof Integer number ? number : -1;
    }

    private static void accepted(Net net, List<Found> found) {
        Span at = net.member("acceptance.acceptedAt");
        if (at == null) {
            return;
        }
        ChangeKind ended = Boolean.TRUE.equals(net.expired())
                ? ChangeKind.RISK_ACCEPTANCE_EXPIRED
                : ChangeKind.RISK_ACCEPTANCE_REVOKED;
        found.add(Found.of(at.now() == null ? ended : ChangeKind.RISK_ACCEPTED, "acceptance.acceptedAt", at));
    }

    private static void control(Net net, List<Found> found) {
        status(net, Control.Status.ACTIVE, ChangeKind.CONTROL_IMPLEMENTED, ChangeKind.CONTROL_LOST, found);
    }

    private static void assessment(Net net, List<Found> found) {
        if (net.is()) {
            status(
                    net,
                    ComplianceAssessment.Status.DONE,
                    ChangeKind.ASSESSMENT_COMPLETED,
                    ChangeKind.ASSESSMENT_REOPENED,
                    found);
        }
    }

    private static void task(Net net, List<Found> found) {
        Span status = net.member("status");
        if (net.is() && status != null && status.now() == Task.Status.COMPLETED) {
            found.add(Found.of(ChangeKind.TASK_COMPLETED, "status", status));
        } else if (net.is() && Boolean.TRUE.equals(net.overdue())) {
            Span due = net.member("dueDate");
            found.add(Found.of(ChangeKind.TASK_OVERDUE, "dueDate", due == null ? new Span(null, null) : due));
        }
    }

    private static void folder(Net net, List<Found> found) {
        Span parent = net.member("parentFolder");
        if (parent != null && net.was() && net.is()) {
            found.add(Found.of(ChangeKind.FOLDER_MOVED, "parentFolder", parent));
        }
    }

    /** Whether it came to a status, or left it. */
    private static void status(Net net, Enum<?> which, ChangeKind came, ChangeKind left, List<Found> found) {
        Span status = net.member("status");
        if (status != null && status.now() == which) {
            found.add(Found.of(came, "status", status));
        } else if (status != null && status.old() == which) {
            found.add(Found.of(left, "status", status));
        }
    }
}
