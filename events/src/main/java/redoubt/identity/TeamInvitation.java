package redoubt.identity;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Parent;
import redoubt.model.PersonalData;
import redoubt.model.Ref;
import redoubt.model.Resource;
import redoubt.model.Unique;
import redoubt.people.User;

/**
 * Somebody who has no account yet is asked to join a team. What their link holds stands beside the log and never in it, and
 * their address under a key of this invitation.
 */
@Resource(name = "team_invitation", plural = "team-invitations")
public record TeamInvitation(
        @Parent @Computed @Always Ref<Team> team,

        @Computed @Always @Size(max = 100) @Unique(within = "team") @PersonalData
        String email,

        @Always TeamRole role,
        @Always Instant expiresAt,
        @Computed @Nullable Ref<User> invitedBy,
        @Computed @Always Status status,
        @Computed @Nullable Instant acceptedAt) {

    /** What became of it. */
    public enum Status {
        /** Nothing yet. */
        PENDING,
        /** They joined. */
        ACCEPTED,
        /** It was taken back. */
        REVOKED
    }

    /** Fills in what may be left out. */
    public TeamInvitation {
        role = Objects.requireNonNullElse(role, TeamRole.MEMBER);
        status = Objects.requireNonNullElse(status, Status.PENDING);
    }

    /** Whether it can be accepted at a moment. */
    public boolean open(Instant now) {
        return status == Status.PENDING && expiresAt.isAfter(now);
    }
}
