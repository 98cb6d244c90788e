package redoubt.command.identity;

import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.identity.ApiToken;
import redoubt.identity.ApiTokenRevoked;
import redoubt.model.Ref;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.wire.Moments;
import redoubt.people.User;

/** A token is taken back. It stays on record, and a second revocation finds nothing to revoke. */
public final class TokenRevocation implements TargetBehaviour<ApiToken, TokenRevocation.Input> {

    /** The name of the action. */
    public static final String NAME = "revoke";

    /** Nothing needs to be said. */
    public record Input() {}

    @Override
    public Class<ApiToken> of() {
        return ApiToken.class;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public Permission permission() {
        return Permission.delete("api_token");
    }

    @Override
    public String summary() {
        return "Revoke a token";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Decision decide(Situation<ApiToken> here, Input input) {
        if (here.target().state().revokedAt() != null) {
            return Decision.refused(new Failure.NotFound());
        }
        String user = here.by().actor().user();
        return Decision.of(
                here.target().ref(),
                new ApiTokenRevoked(Moments.cut(here.now()), user == null ? null : Ref.of(User.class, user)));
    }
}
