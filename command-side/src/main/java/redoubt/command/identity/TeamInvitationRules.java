package redoubt.command.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.identity.TeamInvitation;
import redoubt.identity.TeamRole;
import redoubt.model.failure.Failure;

/** An invitation changes while it is open, asks nobody to be more than who invites them may say, and does not last. */
public final class TeamInvitationRules implements Rules<TeamInvitation, Boolean> {

    /** How long an invitation can be accepted at most. */
    public static final Duration LONGEST = Duration.ofDays(30);

    @Override
    public Class<TeamInvitation> of() {
        return TeamInvitation.class;
    }

    @Override
    public Mono<Boolean> look(Draft<TeamInvitation> draft, World world) {
        return Mono.just(true);
    }

    @Override
    public Ruling<TeamInvitation> judge(Draft<TeamInvitation> draft, Boolean seen) {
        TeamInvitation former = draft.former();
        TeamInvitation proposed = draft.proposed();
        if (former != null && !former.open(draft.now())) {
            return Ruling.refused(new Failure.Unfit("Can only change pending invitations"));
        }
        boolean other = former == null || former.role() != proposed.role();
        if (other && proposed.role() == TeamRole.LEAD && !Memberships.appoints(draft.by(), proposed.team())) {
            return Ruling.refused(new Failure.Denied());
        }
        Instant until = proposed.expiresAt();
        boolean moved = former == null || !Objects.equals(former.expiresAt(), until);
        return moved
                        && (!until.isAfter(draft.now())
                                || until.isAfter(draft.now().plus(LONGEST)))
                ? Ruling.refused(Failure.Invalid.of(
                        "expiresAt",
                        "Must lie in the future, and not more than " + LONGEST.toDays() + " days from now."))
                : Ruling.settled(proposed);
    }
}
