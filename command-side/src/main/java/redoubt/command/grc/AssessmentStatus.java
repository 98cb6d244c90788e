package redoubt.command.grc;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.ComplianceAssessment.Status;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.wire.Moments;
import redoubt.model.wire.Naming;
import redoubt.people.User;

/** The status machine of an assessment. What is on record is worked on again only by being reopened, for a reason. */
final class AssessmentStatus {

    private static final Map<Status, List<Status>> DIRECT = Map.of(
            Status.PLANNED, List.of(Status.IN_PROGRESS, Status.IN_REVIEW, Status.DONE, Status.DEPRECATED),
            Status.IN_PROGRESS, List.of(Status.PLANNED, Status.IN_REVIEW, Status.DONE, Status.DEPRECATED),
            Status.IN_REVIEW, List.of(Status.IN_PROGRESS, Status.DONE, Status.DEPRECATED),
            Status.DONE, List.of(Status.DEPRECATED),
            Status.DEPRECATED, List.of());

    private AssessmentStatus() {}

    /** What speaks against going from one to another; null if nothing does. Naming the present one is no transition. */
    static @Nullable Failure objection(Status from, Status to) {
        return from == to || DIRECT.getOrDefault(from, List.of()).contains(to) ? null : invalid(from, to);
    }

    /** The conflict that tells where it could go instead. */
    static Failure invalid(Status from, Status to) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("from", Naming.SNAKE.constant(from));
        members.put("to", Naming.SNAKE.constant(to));
        members.put(
                "allowed",
                DIRECT.getOrDefault(from, List.of()).stream()
                        .map(Naming.SNAKE::constant)
                        .toList());
        return new Failure.Conflict(
                "invalid_transition",
                "An assessment cannot go from " + Naming.SNAKE.constant(from) + " to " + Naming.SNAKE.constant(to)
                        + " this way.",
                members);
    }

    /** What follows from going from one to another. */
    static Patch<ComplianceAssessment> settle(
            @Nullable Status from, ComplianceAssessment proposed, Instant now, Principal by) {
        Patch<ComplianceAssessment> patch = Patch.of(ComplianceAssessment.class);
        Status to = proposed.status();
        if (to == from) {
            return patch;
        }
        if (to == Status.DONE) {
            String user = by.actor().user();
            return patch.set(ComplianceAssessment::completedAt, Moments.cut(now))
                    .set(ComplianceAssessment::completedBy, user == null ? null : Ref.of(User.class, user))
                    .set(ComplianceAssessment::completionCount, proposed.completionCount() + 1);
        }
        return to == Status.DEPRECATED ? patch.set(ComplianceAssessment::isLocked, true) : patch;
    }

    /** That it is not all done yet, though it must be. */
    static Failure incomplete(int progress) {
        return new Failure.Conflict(
                "assessment_incomplete", "Not every requirement has been assessed.", Map.of("progress", progress));
    }

    /** That nothing but its lock can be changed. */
    static Failure locked() {
        return Failure.Conflict.of("locked", "The assessment is locked.");
    }

    /** That it is on record. */
    static Failure done() {
        return Failure.Conflict.of("assessment_done", "The assessment is done. Reopen it first.");
    }
}
