package redoubt.command.grc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.command.Draft;
import redoubt.grc.Risk;
import redoubt.grc.Risk.Status;
import redoubt.model.Patch;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.wire.Moments;
import redoubt.model.wire.Naming;

/**
 * The status machine of a risk. Acceptance is entered and left by its own actions, except that an accepted risk may be
 * closed. Naming the present status is never a transition.
 */
final class RiskStatus {

    /** The statuses that a writer may set directly, for each status there is. */
    static final Map<Status, List<Status>> DIRECT = Map.of(
            Status.OPEN, List.of(Status.IN_PROGRESS, Status.MITIGATED, Status.CLOSED),
            Status.IN_PROGRESS, List.of(Status.OPEN, Status.MITIGATED, Status.CLOSED),
            Status.MITIGATED, List.of(Status.OPEN, Status.IN_PROGRESS, Status.CLOSED),
            Status.ACCEPTED, List.of(Status.CLOSED),
            Status.CLOSED, List.of(Status.OPEN, Status.IN_PROGRESS));

    private RiskStatus() {}

    /** What speaks against the status of the draft; a new risk can start anywhere but accepted. */
    static @Nullable Failure objection(@Nullable Risk former, Risk proposed, Complaints complaints) {
        Status to = proposed.status();
        if (former == null) {
            if (to == Status.ACCEPTED) {
                complaints.add("status", "A risk is accepted by the accept action, not by creating it so.");
            }
            return null;
        }
        Status from = former.status();
        return from == to || DIRECT.getOrDefault(from, List.of()).contains(to) ? null : invalid(from, to);
    }

    /** The conflict that tells where the machine could go instead. */
    static Failure invalid(Status from, Status to) {
        List<String> allowed = DIRECT.getOrDefault(from, List.of()).stream()
                .map(Naming.SNAKE::constant)
                .toList();
        return new Failure.Conflict(
                "invalid_transition",
                "A risk cannot go from " + Naming.SNAKE.constant(from) + " to " + Naming.SNAKE.constant(to)
                        + " this way.",
                members(Naming.SNAKE.constant(from), Naming.SNAKE.constant(to), allowed));
    }

    /** In the order in which a person reads them. */
    private static Map<String, Object> members(String from, String to, List<String> allowed) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("from", from);
        members.put("to", to);
        members.put("allowed", allowed);
        return members;
    }

    /** What follows from entering or leaving a status. */
    static Patch<Risk> settle(Draft<Risk> draft) {
        Risk risk = draft.proposed();
        Status from = draft.former() == null ? null : draft.former().status();
        Patch<Risk> patch = Patch.of(Risk.class);
        if (risk.status() == Status.CLOSED && from != Status.CLOSED) {
            patch = patch.set(Risk::closedAt, Moments.cut(draft.now()));
        }
        if (risk.status() != Status.ACCEPTED && from == Status.ACCEPTED) {
            patch = patch.set(Risk::acceptance, null);
        }
        return patch;
    }
}
