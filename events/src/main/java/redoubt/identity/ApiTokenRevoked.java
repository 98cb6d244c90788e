package redoubt.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import redoubt.model.Fact;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.people.User;

/**
 * A token was taken back and opens nothing any more.
 *
 * @param revokedAt when
 * @param revokedBy by whom; null for the system
 */
@Fact.Happened(to = ApiToken.class, as = "revoked")
public record ApiTokenRevoked(Instant revokedAt, @Nullable Ref<User> revokedBy) implements Fact<ApiToken> {

    @Override
    public Patch<ApiToken> effect() {
        return Patch.of(ApiToken.class).set(ApiToken::revokedAt, revokedAt).set(ApiToken::revokedBy, revokedBy);
    }
}
