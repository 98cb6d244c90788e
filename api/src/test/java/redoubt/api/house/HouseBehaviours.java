package redoubt.api.house;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Behaviour;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.grc.Risk;
import redoubt.identity.ApiToken;
import redoubt.model.Required;
import redoubt.model.access.Permission;

/** What can be done in the house; {@link HouseCommands} does it. */
final class HouseBehaviours {

    record Accept(
            @Required @NotBlank @Size(max = 2_000) String justification,
            @Nullable LocalDate expiresOn) {}

    record Echo(@Nullable String say) {}

    record Revoke() {}

    static final List<Behaviour<?, ?, ?>> ALL = List.of(
            new Known<>(Risk.class, "accept", Accept.class, new Permission("approve_risk"), true),
            new Known<>(Risk.class, "echo_back", Echo.class, Permission.view("risk"), true),
            new Known<>(ApiToken.class, "revoke", Revoke.class, Permission.delete("api_token"), false));

    private HouseBehaviours() {}

    private record Known<R, I>(Class<R> of, String name, Class<I> input, Permission permission, boolean offered)
            implements Behaviour<R, I, Boolean> {

        @Override
        public String summary() {
            return "Do " + name;
        }

        @Override
        public Mono<Boolean> look(Situation<R> here, I input, World world) {
            return Mono.just(true);
        }

        @Override
        public Decision decide(Situation<R> here, I input, Boolean seen) {
            return Decision.nothing();
        }
    }
}
