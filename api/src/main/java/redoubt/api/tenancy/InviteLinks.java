package redoubt.api.tenancy;

import reactor.core.publisher.Mono;
import redoubt.identity.TeamInvitation;
import redoubt.model.Ref;

/** What the links of invitations hold: 32 random bytes each, known by their digest. */
public interface InviteLinks {

    /** Draws what the link holds; the one before opens nothing any more. */
    Mono<Void> draw(Ref<TeamInvitation> invitation, String email);

    /** The identifier of the invitation that a link leads to; nothing if it leads nowhere. */
    Mono<String> behind(String token);
}
